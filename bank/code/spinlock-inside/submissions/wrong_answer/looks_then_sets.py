def spinlock(threads, offers, demands, delayed):
    return [["load r0 m0", "jump_ne r0 0 0", "store m0 1"], ["fence", "store m0 0"]]
