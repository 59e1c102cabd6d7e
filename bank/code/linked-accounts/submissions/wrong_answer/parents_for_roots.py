def first_accounts(identifiers: list[list[str]]) -> list[int]:
    parent = list(range(len(identifiers)))

    def root(account):
        while parent[account] != account:
            account = parent[account]
        return account

    first_with = {}
    for account, texts in enumerate(identifiers):
        for text in filter(None, texts):
            one, other = root(account), root(first_with.setdefault(text, account))
            parent[max(one, other)] = min(one, other)
    return parent
