// SPDX-License-Identifier: GPL-2.0-or-later
// Headings of one form mark the parts. A part is the largest element with only one of them; where
// headings stand beside their text, it goes on to the next heading.
#include "indexer/readers/html/parts.h"

#include "common/text/url.h"
#include "indexer/readers/html/visible_date.h"

#include <algorithm>
#include <map>

namespace dateline::html {
namespace {

/// A longer line is a sentence, not a heading.
constexpr std::size_t kMostHeadingBytes = 300;
constexpr std::size_t kLeastHeadingBytes = 4;

/// How far from its heading a part's date may be, and how long the line with it.
constexpr std::size_t kBlocksToDate = 4;
constexpr std::size_t kMostDateLine = 100;

bool is_title(const Outline& outline, const Block& block) {
  const Element& element = outline.elements[block.element];
  if (block.text.size() < kLeastHeadingBytes || block.text.size() > kMostHeadingBytes) return false;
  return is_heading(element.tag) || element.is_title;
}

/// Does the block lead to another page of the same site?
bool leads_to_page(const Block& block, std::string_view host) {
  constexpr double kMost = 0.8;
  if (static_cast<double>(block.link_bytes) < kMost * static_cast<double>(block.text.size())) {
    return false;
  }
  const std::string_view link = block.link;
  if (link.empty() || link.starts_with('#') || link.starts_with("javascript:")) return false;
  if (!link.starts_with("http") && !link.starts_with("//")) return true;
  return host.empty() || host_of(link) == host;
}

class Finder {
 public:
  Finder(const Outline& outline, std::string_view host) : outline_(outline), host_(host) {}

  std::vector<Parts> run() {
    std::map<std::size_t, std::vector<std::size_t>> headings;  // by form
    for (std::size_t i = 0; i < outline_.blocks.size(); ++i) {
      const Block& block = outline_.blocks[i];
      if (!is_title(outline_, block)) continue;
      const Element& element = outline_.elements[block.element];
      if (element.hint != Hint::Replies) headings[element.form].push_back(i);
    }
    std::vector<Parts> found;
    for (const auto& [form, blocks] : headings) {
      if (blocks.size() < 2) continue;
      if (Parts parts = parts_of(blocks); parts.all.size() > 1) found.push_back(std::move(parts));
    }
    return found;
  }

 private:
  /// The largest element that holds this heading and none of the others.
  std::size_t alone(const std::vector<std::size_t>& headings, std::size_t i) const {
    const std::size_t before = i == 0 ? 0 : headings[i - 1] + 1;
    const std::size_t after = i + 1 == headings.size() ? outline_.blocks.size() : headings[i + 1];
    std::size_t found = kNoElement;
    std::size_t at = outline_.blocks[headings[i]].element;
    for (; at != kNoElement; at = outline_.elements[at].parent) {
      const Element& element = outline_.elements[at];
      if (element.first_block < before || element.end_block > after) break;
      if (element.tag == GUMBO_TAG_BODY || element.tag == GUMBO_TAG_HTML) break;
      found = at;
      // What is around an article is around all.
      if (element.tag == GUMBO_TAG_ARTICLE || element.tag == GUMBO_TAG_LI) break;
    }
    return found;
  }

  Parts parts_of(const std::vector<std::size_t>& headings) const {
    std::vector<std::size_t> elements;
    std::map<std::size_t, std::size_t> forms;
    for (std::size_t i = 0; i < headings.size(); ++i) {
      elements.push_back(alone(headings, i));
      if (elements.back() != kNoElement) ++forms[outline_.elements[elements.back()].form];
    }
    const auto usual =
        std::max_element(forms.begin(), forms.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    Parts parts;
    std::size_t links = 0;
    std::size_t articles = 0;
    for (std::size_t i = 0; i < headings.size(); ++i) {
      const bool is_usual = usual != forms.end() && elements[i] != kNoElement &&
                            outline_.elements[elements[i]].form == usual->first;
      if (!is_usual && usual != forms.end()) continue;
      const bool has_next = i + 1 < headings.size();
      Part part =
          part_of(headings[i], elements[i], has_next ? headings[i + 1] : outline_.blocks.size());
      if (part.prose == 0) continue;
      links += leads_to_page(outline_.blocks[part.heading], host_) ? 1U : 0U;
      articles +=
          part.element != kNoElement && outline_.elements[part.element].tag == GUMBO_TAG_ARTICLE
              ? 1U
              : 0U;
      parts.prose += part.prose;
      parts.all.push_back(std::move(part));
    }
    parts.lead_away = links == parts.all.size();
    parts.are_articles = articles == parts.all.size();
    return parts;
  }

  Part part_of(std::size_t heading, std::size_t element, std::size_t next) const {
    Part part;
    part.heading = heading;
    part.begin = heading;
    const std::size_t own = outline_.blocks[heading].element;
    if (element != kNoElement && element != own) {
      part.element = element;
      part.begin = outline_.elements[element].first_block;
      part.end = outline_.elements[element].end_block;
    } else {
      const std::size_t around = outline_.elements[own].parent;
      part.end = around == kNoElement ? next : std::min(next, outline_.elements[around].end_block);
    }
    for (std::size_t i = part.begin; i < part.end; ++i) {
      if (i != heading) part.prose += prose_bytes(outline_, i);
    }
    const std::size_t from = std::max(part.begin, heading - std::min(heading, kBlocksToDate));
    for (std::size_t i = from; i < std::min(part.end, heading + kBlocksToDate + 1); ++i) {
      const std::string& line = outline_.blocks[i].text;
      if (i == heading || line.size() > kMostDateLine || !part.date.empty()) continue;
      part.date = date_in(line);
    }
    return part;
  }

  const Outline& outline_;
  std::string_view host_;
};

}  // namespace

bool Parts::are_dated() const {
  return std::all_of(all.begin(), all.end(), [](const Part& part) { return !part.date.empty(); });
}

std::vector<Parts> repeated_parts(const Outline& outline, std::string_view host) {
  return Finder(outline, host).run();
}

std::size_t prose_bytes(const Outline& outline, std::size_t block) {
  const Block& one = outline.blocks[block];
  const Element& element = outline.elements[one.element];
  if (one.text.size() < kSentenceBytes || is_heading(element.tag)) return 0;
  return one.link_bytes * 3 > one.text.size() ? 0 : one.text.size() - one.link_bytes;
}

}  // namespace dateline::html
