"""All targets, in the order in which a run takes them."""

from tests.fuzzing.target import Target
from tests.fuzzing.targets import coding, exchange, files, judging, numbers, own_work, pages, routes, shown, texts

TARGETS: tuple[Target, ...] = (*texts.TARGETS, *files.TARGETS, *coding.TARGETS, *exchange.TARGETS, *shown.TARGETS, *numbers.TARGETS, *judging.TARGETS, *own_work.TARGETS, *routes.TARGETS, *pages.TARGETS)
