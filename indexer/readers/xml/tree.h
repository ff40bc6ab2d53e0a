// SPDX-License-Identifier: GPL-2.0-or-later
// One article's elements, in memory for as long as they are being read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::xml {

class Element;

/// Elements and text in the order of the file. Filled as a parser reports them, and reused for the
/// next article, so that a file of millions takes no more memory than its longest.
class Tree {
 public:
  /// Names are not copied: they must live as long as the tree. `prefix` is empty for the main
  /// vocabulary, see Element::name.
  void open(std::string_view prefix, std::string_view name);
  void attribute(std::string_view name, std::string_view value);
  void text(std::string_view text);
  void close();
  void clear();

  /// True when all that was opened is closed.
  [[nodiscard]] bool is_whole() const noexcept { return open_ == kNone; }
  /// Memory taken, roughly.
  [[nodiscard]] std::size_t bytes() const noexcept;
  [[nodiscard]] Element root() const;

 private:
  friend class Element;
  using Index = std::uint32_t;
  static constexpr Index kNone = UINT32_MAX;

  struct Attribute {
    std::string_view name;
    std::size_t begin;
    std::size_t size;
  };
  struct Node {
    std::string_view prefix;
    std::string_view name;  ///< empty for text
    Index parent;
    Index first = kNone;
    Index last = kNone;
    Index next = kNone;
    Index attributes = 0;  ///< the first of them
    Index attribute_count = 0;
    std::size_t begin = 0;  ///< of text
    std::size_t size = 0;
  };

  Node& append(std::string_view prefix, std::string_view name);

  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::string text_;  ///< of text nodes and attributes, end to end
  Index open_ = kNone;
};

/// An element of a tree, a piece of its text, or nothing: all accessors of nothing return empty
/// values, so a missing element needs no special handling if it means a missing value.
class Element {
 public:
  Element() = default;

  explicit operator bool() const noexcept { return tree_ != nullptr; }
  [[nodiscard]] bool is_text() const;

  /// The local name. An element of a vocabulary mixed into feeds also has that vocabulary's usual
  /// prefix, whatever the file uses: "dc:creator", "content:encoded", "media:title".
  [[nodiscard]] bool is(std::string_view name) const;
  /// The local name alone; empty for text.
  [[nodiscard]] std::string_view local_name() const;

  [[nodiscard]] std::string_view attribute(std::string_view name) const;

  /// The first element at `path`, by names of children: "head/docdata/date.issue".
  [[nodiscard]] Element at(std::string_view path) const;
  /// All of them.
  [[nodiscard]] std::vector<Element> all(std::string_view path) const;
  /// Elements of that name at any depth, except those inside one another.
  [[nodiscard]] std::vector<Element> descendants(std::string_view name) const;

  /// The text inside, elements' text included, on one line.
  [[nodiscard]] std::string text() const;
  /// The text inside as it is, without that of elements.
  [[nodiscard]] std::string own_text() const;
  /// A piece of text itself.
  [[nodiscard]] std::string_view piece() const;

  /// Children and text, in order: `for (Element e = parent.first(); e; e = e.next())`.
  [[nodiscard]] Element first() const;
  [[nodiscard]] Element next() const;
  [[nodiscard]] bool has_elements() const;

 private:
  friend class Tree;
  Element(const Tree* tree, Tree::Index index) : tree_(tree), index_(index) {}
  [[nodiscard]] const Tree::Node& node() const { return tree_->nodes_[index_]; }
  [[nodiscard]] Element sibling(Tree::Index index) const;
  void collect(std::string_view path, std::vector<Element>& found) const;
  void collect_descendants(std::string_view name, std::vector<Element>& found) const;
  void append_text(std::string& out) const;

  const Tree* tree_ = nullptr;
  Tree::Index index_ = 0;
};

}  // namespace dateline::xml
