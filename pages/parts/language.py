"""Every text of the interface, in one place, so that another language is another column here."""

LANGUAGE = "en"

TEXTS = {
    # navigation
    "overview": "Overview", "outcomes": "Outcomes", "issues": "Issues", "timeline": "Timeline", "words": "Words",
    "reader": "Reader", "library": "Library", "prepare": "Prepare",
    # sidebar
    "filter_issues": "Issues", "filter_more_issues": "More issues", "filter_commentators": "Commentators",
    "filter_documents": "Documents", "filter_actors": "Actors named", "filter_sides": "Outlook",
    "filter_since": "Written from", "filter_until": "Written up to", "filter_least": "Least n",
    "filter_mapping": "Words to numbers", "all_n": "All {n}", "none_yet": "None yet",
    "help_least": "Cells and rows with fewer statements are not shown as a finding.",
    "help_mapping": "Which probability each word of certainty stands for, and after whom.",
    "help_sides": "Apart: outlook of –0.2 or less. Closer: +0.2 or more. Open: between.",
    "help_actors": "Keeps predictions in whose sentence the actor is named.",
    "apart": "Further apart", "open": "Open", "closer": "Closer",
    "from_day": "from {day}", "until_day": "to {day}", "remove": "Remove the filter {name}",
    "everything": "Show everything",
    "dropped": "Not in this corpus, so passed over: {names}.",
    "codebook_faults": "Part of the codebook could not be read and is left out:",
    # page
    "evidence": "Evidence", "evidence_note": "One sentence each. Click a mark for its own.",
    "sentence": "{n} sentence", "sentences": "{n} sentences", "more": "{n} more", "beyond": "{n} more are in the data (CSV).",
    "read_there": "In the text →", "stands_out": "What stands out", "back": "Back to all marks",
    "no_evidence": "No sentence lies behind this mark under the present filter.",
    "conditional": "if",
    "copy_link": "Copy link", "copied": "Copied", "picture": "PNG", "drawing": "SVG", "data": "Data (CSV)",
    "documents": "Documents", "written": "Written", "title": "Title", "voices": "Voices", "predictions": "Predictions",
    "direction": "Direction", "split": "{apart} apart, {open} open, {closer} closer", "undated": "undated",
    "n_more_documents": "and {n} more documents: the Reader finds each by its title.",
    # empty states
    "no_documents": "No document yet",
    "no_documents_next": "Add TXT, Markdown or JSON lines in the Library, and the pages fill.",
    "open_library": "Open the Library",
    "nothing_found": "Nothing matches this filter",
    "nothing_found_next": "Take back one of the filters above, or show everything.",
    "no_predictions": "No prediction here",
    "no_predictions_next": "These documents say nothing about what will come. They can be read in the Reader.",
    "no_dates": "No dated event or prediction here", "no_dates_next": "Nothing in these documents has a place on a calendar.",
    "no_words": "No words to count here", "no_words_next": "Nobody speaks in these documents, so there is nothing to count.",
    "fault": "The tables could not be loaded",
    "fault_next": "Mend what is named below, then load this page again.",
    # outcomes
    "issue": "Issue", "commentator": "Commentator", "if": "If", "then": "Then", "chance": "Chance",
    "what_would_change": "What would change it",
    "what_would_change_note": "Conditions they name, and what they expect then.",
    # issues
    "show_value": "Cells show", "value_outlook": "Outlook", "value_count": "Predictions", "value_mentions": "Mentions",
    "said_of": "{commentator} on {issue}",
    # timeline
    "not_shown": "Not shown: {what}.", "undated_prediction": "{n} undated prediction",
    "undated_predictions": "{n} undated predictions", "whole_year": "{year} {label}",
    # words
    "ranked": "Ranked by times used", "ranked_note": "Beside it, how many commentators use the word.",
    "glance": "The same words at a glance", "glance_note": "Size: times used.",
    "by": "Words of", "by_all": "Everybody", "by_commentator": "A commentator", "by_issue": "An issue",
    "word_places": "{word}, where it stands",
    # reader
    "document": "Document", "layers": "Marks", "layer_predictions": "Predictions", "layer_issues": "Issues",
    "layer_actors": "Actors", "layer_dates": "Dates",
    "look_apart": "expects further apart", "look_open": "open, or neither", "look_closer": "expects closer",
    "look_cue": "how sure", "look_condition": "condition", "look_issue": "issue", "look_actor": "actor",
    "look_date": "date",
    "reader_n": "{predictions} by {voices}.", "n_predictions": "{n} predictions", "n_prediction": "{n} prediction",
    "n_voices": "{n} voices", "n_voice": "{n} voice", "filtered_marks":
        "Marked: {n} of {all} predictions; the filter hides the rest.",
    "script_Hans": "Simplified script", "script_Hant": "Traditional script", "script_mixed": "Both scripts",
    "earlier_part": "← Earlier part", "later_part": "Later part →", "part": "Part {n} of {all}",
    "issue_mark": "Issue: {label}", "actor_mark": "Actor: {label}", "date_mark": "Date: {label}",
    "prediction_mark": "Prediction {n}", "unknown_document": "The link names a document that is not here.",
    "condition_mark": "Condition of prediction {n}",
    # likelihoods
    "wont": "won’t", "unlikely": "unlikely", "possible": "possible", "likely": "likely", "will": "will",
    "likelihood_line": "{word}: {percent} %", "likelihood_range": "({low}–{high})", "of_apart": "of moving apart",
    "of_neither": "brings neither closer",
    # library
    "library_finding": "{n} documents are ready to read and compare",
    "library_finding_1": "1 document is ready to read",
    "library_subtitle": "Put in texts of your own. They stay on this machine, beside the sample that came along.",
    "add": "Add documents", "upload": "TXT, Markdown or JSON lines",
    "upload_help": "UTF-8, GBK or Big5. Markdown may begin with title, outlet, author, published and url between --- lines.",
    "paste": "Or paste a text", "paste_title": "Title", "paste_text": "Text", "paste_published": "Published",
    "paste_add": "Add this text", "paste_empty": "Paste a text first: there is nothing to add yet.",
    "published_for_all": "Published, where the file does not say", "add_files": "Add these files",
    "added": "{name}: taken.", "already": "{name}: already there.", "refused": "{name}: refused. {why}",
    "your_documents": "Your documents", "sample_documents": "The sample", "show_sample": "Show it beside your own",
    "no_own": "None yet.", "set_date": "Set the date", "delete": "Delete", "bring_back": "Bring it back",
    "working": "Reading the documents", "published": "Published", "choose_document": "Document to change",
    "removed": "{name}: deleted.", "dated": "{name}: published {day}.",
    "faults": "Not everything could be read:",
}


def say(key: str, **values: object) -> str:
    """Return a text of the interface, its {places} filled in."""
    text = TEXTS[key]
    return text.format(**values) if values else text


def many(key: str, n: int) -> str:
    """Return `1 voice` or `3 voices`: the text `key` for one, its plural otherwise."""
    return say(key if n == 1 else key + "s", n=f"{n:,}")
