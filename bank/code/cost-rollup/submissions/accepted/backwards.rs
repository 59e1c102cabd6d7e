use std::cell::RefCell;
use std::rc::Rc;

type Tree = Option<Rc<RefCell<TreeNode>>>;

pub fn roll_up(root: Tree) -> Tree {
    let mut order: Vec<Rc<RefCell<TreeNode>>> = root.iter().cloned().collect();
    let mut at = 0;
    while at < order.len() {
        let node = order[at].clone();
        let node = node.borrow();
        order.extend(node.left.iter().chain(&node.right).cloned());
        at += 1;
    }
    for node in order.iter().rev() {
        let mut node = node.borrow_mut();
        let below = |child: &Tree| child.as_ref().map_or(0, |child| child.borrow().val);
        // A sum on the way may leave 64 bits and come back.
        node.val = node.val.wrapping_add(below(&node.left)).wrapping_add(below(&node.right));
    }
    root
}
