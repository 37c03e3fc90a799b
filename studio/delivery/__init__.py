"""Finished files → the place where they are wanted: one file per kind of place, all behind `Target`.

    target = open_target("s3://shop/pictures", Login(...))
    arrival = target.deliver(shipment)        # whole and verified there, or DeliveryError and nothing to be seen
    target.finish()

Which files are delivered, and what was delivered before, is `studio.app.deliver`'s business.
"""

from studio.delivery.address import Login, open_target
from studio.delivery.target import Arrival, DeliveryError, Shipment, Target

__all__ = ["Arrival", "DeliveryError", "Login", "Shipment", "Target", "open_target"]
