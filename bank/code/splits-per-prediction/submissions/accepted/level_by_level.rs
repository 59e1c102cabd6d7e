use std::cell::RefCell;
use std::rc::Rc;

pub fn splits_per_prediction(root: Option<Rc<RefCell<TreeNode>>>) -> Vec<i64> {
    let mut level: Vec<_> = root.into_iter().collect();
    let mut leaves = Vec::new();
    for depth in 0.. {
        if level.is_empty() {
            break;
        }
        let mut below = Vec::new();
        for node in level {
            let node = node.borrow();
            if node.left.is_none() && node.right.is_none() {
                leaves.push(depth);
            }
            below.extend(node.left.iter().chain(&node.right).cloned());
        }
        level = below;
    }
    // Leaves come with rising depth.
    leaves.first().into_iter().chain(leaves.last()).copied().collect()
}
