def first_accounts(identifiers: list[list[str]]) -> list[int]:
    first_with = {}
    result = []
    for account, texts in enumerate(identifiers):
        for text in texts:
            if text:
                first_with.setdefault(text, account)
        result.append(min([first_with[text] for text in texts if text], default=account))
    return result
