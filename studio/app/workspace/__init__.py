"""What the window works on: photos and their looks, undo, autosave, previews, exports. No Qt."""
