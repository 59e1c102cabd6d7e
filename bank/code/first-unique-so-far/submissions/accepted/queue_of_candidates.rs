use std::collections::{HashMap, VecDeque};

struct FirstUnique {
    repeated: HashMap<char, bool>,
    candidates: VecDeque<char>,
}

impl FirstUnique {
    pub fn new() -> Self {
        Self { repeated: HashMap::new(), candidates: VecDeque::new() }
    }

    pub fn add(&mut self, text: String) {
        for character in text.chars() {
            if self.repeated.insert(character, true).is_none() {
                self.repeated.insert(character, false);
                self.candidates.push_back(character);
            }
        }
    }

    pub fn first(&mut self) -> Option<String> {
        while self.repeated[self.candidates.front()?] {
            self.candidates.pop_front();
        }
        self.candidates.front().map(char::to_string)
    }
}
