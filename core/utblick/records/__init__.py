"""Records: one declaration of a table gives lists, forms, boards, pages, history, search, export and API."""
