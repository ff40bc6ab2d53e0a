// SPDX-License-Identifier: GPL-2.0-or-later
// gumbo with our own allocator: everything is freed at once, so destroying a tree costs nothing and
// does not recurse, and a page cannot exceed its memory limit.
#include "indexer/readers/html/tree.h"

#include "common/text/utf8.h"
#include "indexer/readers/html/strip.h"

#include <algorithm>
#include <csetjmp>
#include <cstddef>
#include <new>

namespace dateline::html {
namespace {

constexpr std::size_t kMaxTreeBytes = std::size_t{56} << 20U;
/// Fields are short; longer text is from a part of the page that was named by mistake.
constexpr std::size_t kMaxTextBytes = 8192;

constexpr std::size_t kBlockBytes = std::size_t{256} << 10U;

struct Arena {
  std::vector<std::unique_ptr<char[]>>& blocks;
  char* free = nullptr;
  std::size_t left = 0;
  std::size_t total = 0;
  std::jmp_buf full = {};
};

/// gumbo does not check for null, and exceptions cannot pass through C: leave its frames, which
/// hold only arena memory, by a jump.
void* allocate(void* userdata, std::size_t size) {
  Arena& arena = *static_cast<Arena*>(userdata);
  constexpr std::size_t kAlignment = alignof(std::max_align_t);
  size = (size + kAlignment - 1) / kAlignment * kAlignment;
  if (size > arena.left) {
    const std::size_t block = std::max(size, kBlockBytes);
    if (arena.total + block > kMaxTreeBytes) std::longjmp(arena.full, 1);
    arena.blocks.emplace_back(new char[block]);
    arena.total += block;
    arena.free = arena.blocks.back().get();
    arena.left = block;
  }
  void* const memory = arena.free;
  arena.free += size;
  arena.left -= size;
  return memory;
}

void release(void* /*userdata*/, void* /*memory*/) {}

/// Null when the arena is full. Holds nothing with a destructor, which the jump would skip.
const GumboOutput* parse_in(Arena& arena, std::string_view markup) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = release;
  options.userdata = &arena;
  options.max_errors = 0;
  if (setjmp(arena.full) != 0) return nullptr;  // NOLINT(cert-err52-cpp)
  return gumbo_parse_with_options(&options, markup.data(), markup.size());
}

void append_text(const GumboNode& node, std::string& text) {
  if (text.size() > kMaxTextBytes) return;
  switch (node.type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA:
      text += node.v.text.text;
      break;
    case GUMBO_NODE_ELEMENT:
      if (node.v.element.tag == GUMBO_TAG_BR) text += ' ';
      for_each_child(node, [&](const GumboNode& child) { append_text(child, text); });
      break;
    default:
      break;
  }
}

}  // namespace

std::optional<Tree> Tree::parse(std::string_view markup) {
  Tree tree;
  Arena arena{tree.memory_};
  const GumboOutput* const output = parse_in(arena, markup);
  if (output == nullptr) return std::nullopt;
  tree.root_ = output->root;
  return tree;
}

bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT;
}

GumboTag tag_of(const GumboNode& node) {
  return node.v.element.tag;
}

std::string_view attribute(const GumboNode& element, const char* name) {
  const GumboAttribute* const found = gumbo_get_attribute(&element.v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

std::string text_of(const GumboNode& node) {
  std::string text;
  append_text(node, text);
  return text::plain_line(text);
}

std::string text_of_markup(std::string_view markup) {
  if (markup.find_first_of("<&") == std::string_view::npos) return text::plain_line(markup);
  const Stripped stripped = strip(markup);
  const auto tree = Tree::parse(stripped.markup);
  return tree ? text_of(tree->root()) : text::plain_line(markup);
}

}  // namespace dateline::html
