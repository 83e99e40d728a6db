"""A small article that tests put headlines, credits and boilerplate around."""

FIRST = "The ferry sank at dawn on Tuesday, and nobody in the town of Wrenmouth saw it go under the waves."
SECOND = "All forty passengers were safe, the harbour master said, and would be home by the evening."
THIRD = "The company has promised a new ferry by the spring, which would be the fourth in nine years."
BODY = f"{FIRST}\n{SECOND}\n{THIRD}"
URL = "https://www.wrenmouthpost.example/news/ferry-sinks-off-wrenmouth-at-dawn"
PAGE = "".join(f"<p>{line}</p>" for line in (FIRST, SECOND, THIRD))
