def first_accounts(identifiers: list[list[str]]) -> list[int]:
    parent = list(range(len(identifiers)))

    def root(account):
        while parent[account] != account:
            parent[account] = parent[parent[account]]
            account = parent[account]
        return account

    first_with = {}
    for account, texts in enumerate(identifiers):
        for text in texts:
            text = text.strip().lower()
            if text:
                one, other = root(account), root(first_with.setdefault(text, account))
                parent[max(one, other)] = min(one, other)
    return [root(account) for account in range(len(identifiers))]
