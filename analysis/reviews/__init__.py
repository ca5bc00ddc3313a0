"""What people decided about rows the program made: kept by place and quote, laid over the tables anew each time."""

from analysis.reviews.applying import Reviewed, apply
from analysis.reviews.assignments import MACHINE, Assignment, AssignmentError, Assignments
from analysis.reviews.quality import Quality, quality
from analysis.reviews.queue import queue
from analysis.reviews.records import FIELDS, DecidedMeanwhile, Review, ReviewError, Reviews

__all__ = ["FIELDS", "MACHINE", "Assignment", "AssignmentError", "Assignments", "DecidedMeanwhile", "Quality", "Review", "ReviewError",
           "Reviewed", "Reviews", "apply", "quality", "queue"]
