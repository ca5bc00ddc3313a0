"""Every text of the interface, in one place, so that another language is another column here."""

LANGUAGE = "en"

TEXTS = {
    # navigation
    "overview": "Overview", "outcomes": "Outcomes", "issues": "Issues", "timeline": "Timeline", "actors": "Actors",
    "networks": "Networks", "words": "Words",
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
    "look": "Show", "look_most": "Most used", "look_groups": "Groups compared", "look_trend": "Over time",
    "find_word": "Find a word or phrase", "find_word_help": "In either script: both are found.", "words_of": "Words",
    "word_nowhere": "“{word}” stands nowhere under the present filter.", "no_group_pair": "Nothing to compare here",
    "no_group_pair_next": "These documents hold fewer than two such groups. Choose another kind of group.",
    "between": "Groups by", "groups": "Which", "groups_help": "One: against all others. Two or more: each against the others chosen.",
    "between_side": "Outlook", "between_camp": "Camp", "between_commentator": "Commentator", "between_issue": "Issue",
    "between_document": "Document", "between_outlet": "Outlet", "between_year": "Year", "between_month": "Month",
    "group_apart": "The further-apart side", "group_open": "The undecided", "group_closer": "The closer side",
    "group_camp": "Camp {n}", "group_issue": "Talk of {label}", "group_rest": "the rest",
    "measure": "Ranked by", "measure_g2": "Log-likelihood", "measure_log_ratio": "Log ratio", "measure_z": "Log-odds",
    "measure_note_g2": "Log-likelihood G²: how surely the word is used more; 10.83 is p < .001. Dunning 1993; Rayson & Garside 2000.",
    "measure_note_log_ratio": "Log ratio: how many times more it is used; 1 is twice, 2 four times. Hardie 2014.",
    "measure_note_z": "Weighted log-odds, in standard errors: more than 1.96 is sure. Monroe, Colaresi & Quinn 2008.",
    "unsure": "Also what chance may explain", "unsure_help": "Without it, at most 5 % of the words shown stand out by chance "
    "(Benjamini & Hochberg 1995).", "unsure_note": "{n} differences tested; chance may explain what is shown.",
    "no_group_words": "No word stands often enough to be compared.",
    "camps_note": "Camps agree among themselves more than with others: Louvain, Blondel et al. 2008. {who}",
    "camp_members": "Camp {n}: {names}.", "and_more": "{names} and {n} more",
    "per": "By", "per_month": "Month", "per_quarter": "Quarter", "per_year": "Year", "trend_words": "Words",
    "concordance": "{word} in its context", "concordance_n": "{n} places. The word leads into the text.",
    "concordance_first": "The first {n} of {all} places. The word leads into the text.", "sort": "Sorted by",
    "sort_text": "Document", "sort_left": "What precedes", "sort_right": "What follows", "simplified": "In Simplified",
    "before": "Before", "word": "Word", "after": "After", "who": "Who", "company": "Keeps company with",
    "company_note": "Words within 5 of it in a sentence, by logDice (14 at most, a point less is half as typical). Rychlý 2008.",
    "company_head": "logDice", "company_beside": "times near",
    # finder
    "finder": "Find a name, issue or word", "finder_nothing": "Nothing is called so.", "finder_texts": "Search the texts for {text}",
    "finder_commentator": "Commentators", "finder_issue": "Issues", "finder_actor": "Actors", "finder_document": "Documents",
    "finder_word": "Words", "outside": "outside the filter",
    # compare
    "compare": "Compare", "compare_by": "Compare", "first_group": "One", "second_group": "The other",
    "issue_by_issue": "Issue by issue", "issue_by_issue_note": "What each expects without condition; mean outlook and n.",
    "gap": "Gap", "kind_differ": "differ", "kind_share": "same side", "kind_one_sided": "one speaks", "kind_few": "few",
    "if_only": "only under conditions ({n})", "silent": "says nothing", "their_words": "Their words",
    "amounts": "How much of each", "of": "Of", "shared_voices": "{n} commentators speak in both.",
    "shared_voice": "{n} commentator speaks in both.", "measure_documents": "Documents", "measure_commentators": "Commentators",
    "measure_predictions": "Predictions", "measure_conditional": "Of these, under a condition", "measure_dated": "Of these, dated",
    "measure_mentions": "Issues and actors named", "measure_events": "Dated events", "measure_words": "Words counted",
    "groups_differ": "Where they differ", "groups_differ_note": "A sentence of each on the issue with the widest gap.",
    # commentator
    "person": "Commentator", "change": "Changes of mind", "typical": "Words of their own",
    "typical_note": "Used more than by all others: log-likelihood G² (Dunning 1993), times more.",
    "names_whom": "Whom they name", "nearest": "Nearest", "farthest": "Farthest",
    "nearness_note": "Agreeing and opposed positions on issues both judge; discourse network analysis, Leifeld 2013.",
    "agrees": "agree", "opposes": "oppose", "net": "Net", "alone": "Nobody else takes a side on the same issues.",
    "near_far": "Who is nearest, who farthest", "where_documents": "Where they speak", "times_named": "times named",
    "typical_unsure": "Used more than by all others, though with so few words chance may explain it.",
    "person_not_here": "{name} does not speak under the present filter.",
    # actors
    "as_table": "The same as a table", "actors_look": "Show", "actors_look_named": "By commentator",
    "actors_look_with_issues": "By issue", "actors_look_together": "Named together", "actors_kind": "Actors",
    "actors_kind_all": "All", "actors_kind_states": "States and blocs", "actors_kind_persons": "Persons",
    "actors_kind_bodies": "Organisations", "actors_value": "Cells show", "actors_value_mentions": "Sentences",
    "actors_value_outlook": "Outlook", "no_actors": "No actor is named here",
    "no_actors_next": "These documents name no state, person or organisation of the codebook.",
    "names_actor": "{other} on {actor}", "actor_and": "{actor} and {other}", "where_named": "Where {actor} is named",
    "named_beside": "Named with", "shared_sentences": "Sentences", "actor_pair": "Pair", "npmi": "NPMI",
    "npmi_note": "NPMI: 0 as often as by chance, 1 never without the other (Bouma 2009).",
    "graphml": "Network (GraphML)", "nodes": "Nodes (CSV)", "edges": "Ties (CSV)",
    # networks
    "networks_tie": "Lines show", "networks_tie_net": "Both, net", "networks_tie_congruence": "Agreement",
    "networks_tie_conflict": "Disagreement", "networks_tie_two_mode": "Who judges what",
    "networks_per": "Weighed by", "networks_per_average": "What both say on average",
    "networks_per_jaccard": "All that either says", "networks_per_none": "Nothing: plain counts",
    "networks_per_help": "Who judges much agrees with many by chance. Weights divide that out (Leifeld, Gruber & Bossner 2019).",
    "networks_shared": "Issues in common, at least",
    "networks_shared_help": "A tie over one issue rests on little. Unasked: 2, where that leaves half of the tied commentators a tie.",
    "no_positions": "Nobody takes a side here",
    "no_positions_next": "A network needs commentators who expect the parties to come closer, or to move apart.",
    "division": "How divided they are", "division_note":
        "1: half expect confrontation, half settlement. 0: all stand at one step. Each commentator counts once an issue.",
    "division_head": "division, 0 to 1", "division_none": "No issue is judged by {least} commentators or more.",
    "modularity_figure": "Modularity {value}", "modularity_camps":
        "Agreement falls within the {camps} camps {points} percentage points more than if ties fell at random; "
        "above 30 camps are clear.",
    "modularity_one": "All who agree with anybody form one camp.", "modularity_nobody": "No two agree more than they disagree.",
    "divided_figure": "Division {value}", "divided_sentence": "Mean over {issues}, weighted by commentators.",
    "divided_issue": "1 issue", "divided_issues": "{n} issues", "numbers_from": "Where the numbers come from",
    "camp_of": "Camp {n}", "no_camp": "In no camp", "person_note": "{camp} · {n} · mean outlook {outlook}",
    "statement": "{n} statement", "statements": "{n} statements", "side_apart": "further apart", "side_closer": "closer",
    "side_both": "both", "position": "Expects", "tied_with": "Agreed, opposed", "pair_of": "{a} and {b}",
    "pair_note": "They agree on {agreed} of {n} issues both judge.", "of_n": "n", "agreed": "Agreed", "opposed": "Opposed", "weight": "Weight",
    "issue_note": "{closer} expect closer, {apart} further apart; who says both counts in both.",
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
