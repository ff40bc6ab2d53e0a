// SPDX-License-Identifier: GPL-2.0-or-later
// Nodes in one vector, linked by index, and their text in one string: nothing is allocated for an
// element once the vectors have grown to the size of the longest article.
#include "indexer/readers/xml/tree.h"

#include "common/text/utf8.h"

namespace dateline::xml {

Tree::Node& Tree::append(std::string_view prefix, std::string_view name) {
  const auto index = static_cast<Index>(nodes_.size());
  nodes_.push_back({prefix, name, open_});
  if (open_ != kNone) {
    Node& parent = nodes_[open_];
    if (parent.first == kNone) {
      parent.first = index;
    } else {
      nodes_[parent.last].next = index;
    }
    parent.last = index;
  }
  return nodes_.back();
}

void Tree::open(std::string_view prefix, std::string_view name) {
  append(prefix, name).attributes = static_cast<Index>(attributes_.size());
  open_ = static_cast<Index>(nodes_.size() - 1);
}

void Tree::attribute(std::string_view name, std::string_view value) {
  attributes_.push_back({name, text_.size(), value.size()});
  text_ += value;
  ++nodes_[open_].attribute_count;
}

void Tree::text(std::string_view text) {
  // A parser reports one text in pieces.
  const bool continues = nodes_.back().name.empty() && nodes_.back().parent == open_;
  Node& node = continues ? nodes_.back() : append("", "");
  if (!continues) node.begin = text_.size();
  node.size += text.size();
  text_ += text;
}

void Tree::close() {
  open_ = nodes_[open_].parent;
}

void Tree::clear() {
  nodes_.clear();
  attributes_.clear();
  text_.clear();
  open_ = kNone;
}

std::size_t Tree::bytes() const noexcept {
  return nodes_.size() * sizeof(Node) + attributes_.size() * sizeof(Attribute) + text_.size();
}

Element Tree::root() const {
  return nodes_.empty() ? Element() : Element(this, 0);
}

Element Element::sibling(Tree::Index index) const {
  return index == Tree::kNone ? Element() : Element(tree_, index);
}

Element Element::first() const {
  return *this ? sibling(node().first) : Element();
}

Element Element::next() const {
  return *this ? sibling(node().next) : Element();
}

bool Element::is_text() const {
  return *this && node().name.empty();
}

std::string_view Element::piece() const {
  return is_text() ? std::string_view(tree_->text_).substr(node().begin, node().size) : "";
}

std::string_view Element::local_name() const {
  return *this ? node().name : "";
}

bool Element::is(std::string_view name) const {
  if (!*this) return false;
  const Tree::Node& self = node();
  if (self.prefix.empty()) return name == self.name;
  return name.size() == self.prefix.size() + 1 + self.name.size() &&
         name.starts_with(self.prefix) && name[self.prefix.size()] == ':' &&
         name.ends_with(self.name);
}

std::string_view Element::attribute(std::string_view name) const {
  if (!*this) return "";
  const Tree::Node& self = node();
  for (Tree::Index i = self.attributes; i < self.attributes + self.attribute_count; ++i) {
    const Tree::Attribute& each = tree_->attributes_[i];
    if (each.name == name) return std::string_view(tree_->text_).substr(each.begin, each.size);
  }
  return "";
}

Element Element::at(std::string_view path) const {
  const std::size_t slash = path.find('/');
  for (Element child = first(); child; child = child.next()) {
    if (!child.is(path.substr(0, slash))) continue;
    if (slash == std::string_view::npos) return child;
    if (const Element found = child.at(path.substr(slash + 1))) return found;
  }
  return {};
}

void Element::collect(std::string_view path, std::vector<Element>& found) const {
  const std::size_t slash = path.find('/');
  for (Element child = first(); child; child = child.next()) {
    if (!child.is(path.substr(0, slash))) continue;
    if (slash == std::string_view::npos) {
      found.push_back(child);
    } else {
      child.collect(path.substr(slash + 1), found);
    }
  }
}

std::vector<Element> Element::all(std::string_view path) const {
  std::vector<Element> found;
  collect(path, found);
  return found;
}

void Element::collect_descendants(std::string_view name, std::vector<Element>& found) const {
  for (Element child = first(); child; child = child.next()) {
    if (child.is(name)) {
      found.push_back(child);
    } else {
      child.collect_descendants(name, found);
    }
  }
}

std::vector<Element> Element::descendants(std::string_view name) const {
  std::vector<Element> found;
  collect_descendants(name, found);
  return found;
}

void Element::append_text(std::string& out) const {
  for (Element child = first(); child; child = child.next()) {
    if (child.is_text()) {
      out += child.piece();
    } else {
      child.append_text(out);
    }
  }
}

std::string Element::text() const {
  std::string all;
  append_text(all);
  return text::single_line(all);
}

std::string Element::own_text() const {
  std::string all;
  for (Element child = first(); child; child = child.next()) all += child.piece();
  return all;
}

bool Element::has_elements() const {
  for (Element child = first(); child; child = child.next()) {
    if (!child.is_text()) return true;
  }
  return false;
}

}  // namespace dateline::xml
