// SPDX-License-Identifier: GPL-2.0-or-later
// A page as gumbo's tree, in memory that is bounded and freed at once.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gumbo.h>

namespace dateline::html {

/// A parsed page. Its nodes live as long as it, and as long as the markup.
class Tree {
 public:
  /// Empty if the tree would take more memory than any real page. `markup` is what `strip` left:
  /// nested no deeper than is safe to recurse over.
  static std::optional<Tree> parse(std::string_view markup);

  [[nodiscard]] const GumboNode& root() const { return *root_; }

 private:
  Tree() = default;

  std::vector<std::unique_ptr<char[]>> memory_;
  const GumboNode* root_ = nullptr;
};

bool is_element(const GumboNode& node);
GumboTag tag_of(const GumboNode& node);

/// Calls `visit` with each child.
template <typename Visit>
void for_each_child(const GumboNode& node, const Visit& visit) {
  const GumboVector& children = node.v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    visit(*static_cast<const GumboNode*>(children.data[i]));
  }
}

/// The value of an attribute; empty when there is none.
std::string_view attribute(const GumboNode& element, const char* name);

/// The text below `node`, as one line; only the beginning of a long text.
std::string text_of(const GumboNode& node);

/// The text of a string that may contain tags and entities, as one line.
std::string text_of_markup(std::string_view markup);

}  // namespace dateline::html
