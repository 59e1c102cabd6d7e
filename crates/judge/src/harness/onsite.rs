//! Reads a test case, hands it to an answer in Rust and writes the outcome. Compiled once, as a
//! crate that every answer is linked with. Nothing here knows what is expected.

use std::{
    cell::RefCell,
    collections::VecDeque,
    fmt::Write as _,
    fs::File,
    io::{Read as _, Write as _},
    mem::ManuallyDrop,
    os::fd::FromRawFd,
    panic::{self, AssertUnwindSafe},
    rc::Rc,
    sync::Mutex,
};

/// A node of a binary tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeNode<T = i64> {
    pub val: T,
    pub left: Option<Rc<RefCell<TreeNode<T>>>>,
    pub right: Option<Rc<RefCell<TreeNode<T>>>>,
}

impl<T> TreeNode<T> {
    pub fn new(val: T) -> Self {
        Self { val, left: None, right: None }
    }
}

/// A node of a singly linked list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListNode<T = i64> {
    pub val: T,
    pub next: Option<Box<ListNode<T>>>,
}

impl<T> ListNode<T> {
    pub fn new(val: T) -> Self {
        Self { val, next: None }
    }
}

/// More than any result within the output limit can hold.
const MOST_NODES: usize = 5_000_000;

/// Walks through a JSON text whose types are known.
pub struct Reader {
    text: Vec<u8>,
    at: usize,
}

/// A result that cannot be written: what should stand there and what stands there.
struct Mismatch(&'static str, &'static str);

/// The input was checked before it came here, so what does not fit is a fault of the judge's.
fn broken_input() -> ! {
    eprintln!("the test case cannot be read");
    std::process::exit(97)
}

impl Reader {
    fn peek(&mut self) -> u8 {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.text.get(self.at) {
            self.at += 1;
        }
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == wanted;
        self.at += usize::from(found);
        found
    }

    pub fn expect(&mut self, wanted: u8) {
        if !self.take(wanted) {
            broken_input();
        }
    }

    /// The next argument, with the comma before it where there is one.
    pub fn next<T: Value>(&mut self) -> T {
        self.take(b',');
        T::read(self)
    }

    pub fn more(&mut self) -> bool {
        self.take(b',')
    }

    /// The characters of a number or a word.
    fn word(&mut self) -> &str {
        self.peek();
        let start = self.at;
        while self.text.get(self.at).map_or(false, |b| !b",] \t\r\n".contains(b)) {
            self.at += 1;
        }
        std::str::from_utf8(&self.text[start..self.at]).unwrap_or_else(|_| broken_input())
    }

    fn number<T: std::str::FromStr>(&mut self) -> T {
        self.word().parse().unwrap_or_else(|_| broken_input())
    }

    fn items<T>(&mut self, read: fn(&mut Self) -> T) -> Vec<T> {
        let mut items = Vec::new();
        self.expect(b'[');
        if self.take(b']') {
            return items;
        }
        loop {
            items.push(read(self));
            if !self.take(b',') {
                break;
            }
        }
        self.expect(b']');
        items
    }

    fn skip(&mut self) {
        let mut depth = 0;
        loop {
            match self.peek() {
                b'"' => {
                    String::read(self);
                }
                0 => broken_input(),
                b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' => self.at += 1,
                _ => {
                    self.word();
                }
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn hex(&mut self) -> u32 {
        let digits = self.text.get(self.at..self.at + 4).unwrap_or_default();
        self.at += 4;
        let digits = std::str::from_utf8(digits).unwrap_or_default();
        u32::from_str_radix(digits, 16).unwrap_or_else(|_| broken_input())
    }

    fn escape(&mut self) -> char {
        let mut code = self.hex();
        if (0xD800..0xDC00).contains(&code) && self.text[self.at..].starts_with(b"\\u") {
            self.at += 2;
            code = 0x10000 + ((code - 0xD800) << 10) + (self.hex() - 0xDC00);
        }
        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}

/// Collects a JSON text.
#[derive(Default)]
pub struct Writer {
    text: String,
    mismatch: Option<Mismatch>,
}

impl Writer {
    pub fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The comma before an item that is not the first.
    pub fn item(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('[') {
            self.text.push(',');
        }
    }

    pub fn write<T: Value>(&mut self, value: &T) {
        value.write(self);
    }

    fn items<'a, T: Value + 'a>(&mut self, items: impl Iterator<Item = &'a T>) {
        self.text.push('[');
        for (index, item) in items.enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            item.write(self);
        }
        self.text.push(']');
    }
}

/// What a case can hold and an answer can return.
pub trait Value: Sized {
    fn read(from: &mut Reader) -> Self;
    fn write(&self, to: &mut Writer);
}

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl Value for $ty {
            fn read(from: &mut Reader) -> Self {
                from.number()
            }
            fn write(&self, to: &mut Writer) {
                // Writing to a string cannot fail.
                let _ = write!(to.text, "{self}");
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

impl Value for f64 {
    fn read(from: &mut Reader) -> Self {
        if from.peek() == b'"' {
            return String::read(from).parse().unwrap_or_else(|_| broken_input());
        }
        from.number()
    }

    fn write(&self, to: &mut Writer) {
        if self.is_nan() {
            to.raw("\"nan\"");
        } else if self.is_infinite() {
            to.raw(if *self > 0.0 { "\"inf\"" } else { "\"-inf\"" });
        } else {
            // A whole float stays a float, so that it is not taken for an integer.
            let _ = write!(to.text, "{self:?}");
        }
    }
}

impl Value for f32 {
    fn read(from: &mut Reader) -> Self {
        f64::read(from) as f32
    }

    fn write(&self, to: &mut Writer) {
        f64::from(*self).write(to);
    }
}

impl Value for bool {
    fn read(from: &mut Reader) -> Self {
        from.word() == "true"
    }

    fn write(&self, to: &mut Writer) {
        to.raw(if *self { "true" } else { "false" });
    }
}

impl Value for () {
    fn read(from: &mut Reader) -> Self {
        from.skip();
    }

    fn write(&self, to: &mut Writer) {
        to.raw("null");
    }
}

impl Value for String {
    fn read(from: &mut Reader) -> Self {
        let mut text = Vec::new();
        from.expect(b'"');
        while let Some(&byte) = from.text.get(from.at).filter(|b| **b != b'"') {
            from.at += 1;
            if byte != b'\\' {
                text.push(byte);
                continue;
            }
            let escaped = from.text.get(from.at).copied().unwrap_or(b'"');
            from.at += 1;
            let plain = match escaped {
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => from.escape(),
                other => char::from(other),
            };
            text.extend_from_slice(plain.encode_utf8(&mut [0; 4]).as_bytes());
        }
        from.at += 1;
        String::from_utf8(text).unwrap_or_else(|_| broken_input())
    }

    fn write(&self, to: &mut Writer) {
        write_text(self, &mut to.text);
    }
}

fn write_text(value: &str, to: &mut String) {
    to.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => to.extend(['\\', c]),
            '\0'..='\x1f' => {
                let _ = write!(to, "\\u{:04x}", u32::from(c));
            }
            _ => to.push(c),
        }
    }
    to.push('"');
}

impl Value for &str {
    fn read(from: &mut Reader) -> Self {
        // It lives as long as the case, which is as long as the program.
        Box::leak(String::read(from).into_boxed_str())
    }

    fn write(&self, to: &mut Writer) {
        write_text(self, &mut to.text);
    }
}

impl Value for char {
    fn read(from: &mut Reader) -> Self {
        String::read(from).chars().next().unwrap_or_default()
    }

    fn write(&self, to: &mut Writer) {
        write_text(self.encode_utf8(&mut [0; 4]), &mut to.text);
    }
}

impl<T: Value> Value for Vec<T> {
    fn read(from: &mut Reader) -> Self {
        from.items(T::read)
    }

    fn write(&self, to: &mut Writer) {
        to.items(self.iter());
    }
}

impl<T: Value> Value for VecDeque<T> {
    fn read(from: &mut Reader) -> Self {
        Vec::read(from).into()
    }

    fn write(&self, to: &mut Writer) {
        to.items(self.iter());
    }
}

impl<T: Value, const N: usize> Value for [T; N] {
    fn read(from: &mut Reader) -> Self {
        Vec::read(from).try_into().unwrap_or_else(|_| broken_input())
    }

    fn write(&self, to: &mut Writer) {
        to.items(self.iter());
    }
}

impl<T: Value> Value for Option<T> {
    fn read(from: &mut Reader) -> Self {
        if from.peek() == b'n' {
            from.word();
            return None;
        }
        Some(T::read(from))
    }

    fn write(&self, to: &mut Writer) {
        match self {
            Some(value) => value.write(to),
            None => to.raw("null"),
        }
    }
}

impl<T: Value> Value for Option<Box<ListNode<T>>> {
    fn read(from: &mut Reader) -> Self {
        let mut list = None;
        for val in Vec::read(from).into_iter().rev() {
            list = Some(Box::new(ListNode { val, next: list }));
        }
        list
    }

    fn write(&self, to: &mut Writer) {
        let nodes = std::iter::successors(self.as_deref(), |node| node.next.as_deref());
        to.items(nodes.map(|node| &node.val));
    }
}

type Link<T> = Option<Rc<RefCell<TreeNode<T>>>>;

impl<T: Value> Value for Link<T> {
    fn read(from: &mut Reader) -> Self {
        let mut entries = Vec::<Option<T>>::read(from).into_iter();
        let made = |val| Rc::new(RefCell::new(TreeNode::new(val)));
        let root = made(entries.next()??);
        let mut level = VecDeque::from([Rc::clone(&root)]);
        while let Some(node) = level.pop_front() {
            let [left, right] = [entries.next(), entries.next()].map(|e| e.flatten().map(made));
            level.extend(left.iter().chain(&right).cloned());
            let mut node = node.borrow_mut();
            (node.left, node.right) = (left, right);
        }
        Some(root)
    }

    fn write(&self, to: &mut Writer) {
        let mut level = VecDeque::from([self.clone()]);
        let mut count = 0;
        to.raw("[");
        let mut end = to.text.len();
        while let Some(link) = level.pop_front() {
            if count > 0 {
                to.raw(",");
            }
            count += 1;
            if count > MOST_NODES {
                to.mismatch = Some(Mismatch("a tree", "nodes that hang in a circle"));
                return;
            }
            match link {
                None => to.raw("null"),
                Some(node) => {
                    let node = node.borrow();
                    node.val.write(to);
                    end = to.text.len();
                    level.extend([node.left.clone(), node.right.clone()]);
                }
            }
        }
        // Missing entries at the end are left out.
        to.text.truncate(end);
        to.raw("]");
    }
}

fn tell(outcome: &str) {
    // The descriptor stays open for as long as the program runs.
    let mut channel = ManuallyDrop::new(unsafe { File::from_raw_fd(3) });
    // Where nothing can be told, the judge sees that nothing was.
    let _ = channel.write_all(outcome.as_bytes());
}

/// Reads the case, lets `body` work on it and tells the outcome.
pub fn run(body: impl FnOnce(&mut Reader, &mut Writer)) {
    static RAISED: Mutex<Option<(String, u32)>> = Mutex::new(None);
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let own = info.location().filter(|place| place.file().ends_with("answer.rs"));
        let payload = info.payload();
        let literal = payload.downcast_ref::<&str>().copied();
        let text = literal.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let words = text.unwrap_or("a value that is no text");
        let words = format!("a panic: {words}");
        if let Ok(mut raised) = RAISED.lock() {
            raised.get_or_insert((words, own.map_or(0, |place| place.line())));
        }
        usual(info);
    }));
    let mut text = Vec::new();
    if std::io::stdin().read_to_end(&mut text).is_err() {
        broken_input();
    }
    let mut reader = Reader { text, at: 0 };
    let mut writer = Writer::default();
    let ended = panic::catch_unwind(AssertUnwindSafe(|| body(&mut reader, &mut writer)));
    let _ = std::io::stdout().flush();
    let mut outcome = String::from("[");
    let mut code = 0;
    if ended.is_err() {
        let raised = RAISED.lock().ok().and_then(|mut raised| raised.take());
        let (words, line) = raised.unwrap_or_default();
        outcome.push_str("\"raised\",");
        write_text(&words, &mut outcome);
        let _ = write!(outcome, ",{line}]");
        code = 1;
    } else if let Some(Mismatch(expected, found)) = writer.mismatch {
        let _ = write!(outcome, "\"mismatch\",\"the result\",\"{expected}\",\"{found}\",\"\"]");
    } else {
        let _ = write!(outcome, "\"value\",{}]", writer.text);
    }
    tell(&outcome);
    // What the answer left behind, such as threads or a deep list, is not waited for.
    std::process::exit(code)
}

/// One call of a sequence: `["name", [arguments…]]` or `["name", [arguments…], times]`.
pub struct Call {
    pub name: String,
    arguments: usize,
    after: usize,
    times: Option<u64>,
}

impl Call {
    pub fn read(from: &mut Reader) -> Self {
        from.expect(b'[');
        let name = String::read(from);
        from.expect(b',');
        let arguments = from.at;
        from.skip();
        let times = from.more().then(|| u64::read(from));
        from.expect(b']');
        Self { name, arguments, after: from.at, times }
    }

    /// Makes the call as often as asked; the arguments are read anew each time.
    pub fn make(
        &self,
        from: &mut Reader,
        to: &mut Writer,
        mut body: impl FnMut(&mut Reader, &mut Writer),
    ) {
        to.item();
        if self.times.is_some() {
            to.raw("[");
        }
        for _ in 0..self.times.unwrap_or(1) {
            if self.times.is_some() {
                to.item();
            }
            from.at = self.arguments;
            from.expect(b'[');
            body(from, to);
        }
        if self.times.is_some() {
            to.raw("]");
        }
        from.at = self.after;
    }

    pub fn unknown(&self) -> ! {
        broken_input()
    }
}
