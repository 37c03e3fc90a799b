"""What can be asked of a model: one file per task, each turning a brief into a request."""

from collections.abc import Callable, Mapping
from typing import Any

from studio.ai.tasks import alt_text, analyse, backdrop, compare, copy, identify, model_shot, retouch, scene_edit
from studio.ai.tasks.brief import Brief
from studio.model.ai import Request, Task

Maker = Callable[[Brief, Mapping[str, Any]], Request]
"""Takes the brief and a model's card (a mapping with "id", "abilities", "thinks", "max_output_tokens")."""

MAKERS: dict[Task, Maker] = {
    "analyse": analyse.request,
    "identify": identify.request,
    "alt-text": alt_text.request,
    "copy": copy.request,
    "compare": compare.request,
    "backdrop": backdrop.request,
    "scene-edit": scene_edit.request,
    "model-shot": model_shot.request,
    "retouch": retouch.request,
}
"""The tasks that call a provider; `cutout` and `upscale` are done on this computer."""

__all__ = ["MAKERS", "Brief", "Maker"]
