"""The Mockups page: artwork shelf, the item on the stage, the gallery of all items wearing the artwork, export."""
