def first_accounts(identifiers: list[list[str]]) -> list[int]:
    label_of = {}
    labels = []
    for account, texts in enumerate(identifiers):
        known = [text for text in texts if text]
        label = min([label_of[text] for text in known if text in label_of], default=account)
        for text in known:
            label_of[text] = label
        labels.append(label)
    return labels
