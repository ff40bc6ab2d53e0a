// SPDX-License-Identifier: GPL-2.0-or-later
// A teaser is short and links to its article; an article on a page of many is longer, or dated.
#include "indexer/readers/html/several_articles.h"

#include "common/text/url.h"
#include "common/text/utf8.h"
#include "indexer/readers/html/appeals.h"
#include "indexer/readers/html/main_text.h"
#include "indexer/readers/html/visible_author.h"
#include "indexer/readers/html/visible_date.h"

#include <algorithm>

namespace dateline::html {
namespace {

/// A teaser has less prose than this.
constexpr std::size_t kMostOfTeaser = 600;

/// An article has more: dated, or an `<article>` without a date.
constexpr std::size_t kLeastOfDated = 120;
constexpr std::size_t kLeastOfUndated = 250;

/// A page with more prose beside its teasers has an article.
constexpr std::size_t kLeastBeside = 140;

/// A line longer than this is a sentence, whatever it ends with.
constexpr std::size_t kMostLabelBytes = 80;

bool counts(const Outline& outline, std::size_t block) {
  const Element& element = outline.elements[outline.blocks[block].element];
  return element.hint != Hint::Replies && element.hint != Hint::Beside &&
         appeal_of(outline.blocks[block].text) == Appeal::None;
}

std::size_t all_prose(const Outline& outline) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < outline.blocks.size(); ++i) {
    if (const std::size_t prose = prose_bytes(outline, i); prose > 0 && counts(outline, i)) {
      sum += prose;
    }
  }
  return sum;
}

bool are_teasers(const Parts& parts) {
  return parts.lead_away && std::all_of(parts.all.begin(), parts.all.end(), [](const Part& part) {
           return part.element != kNoElement && part.prose < kMostOfTeaser;
         });
}

bool are_articles(const Outline& outline, const Parts& parts) {
  const bool dated = parts.are_dated();
  if (!dated && !parts.are_articles) return false;
  return std::all_of(parts.all.begin(), parts.all.end(), [&](const Part& part) {
    return part.prose >= (dated ? kLeastOfDated : kLeastOfUndated) &&
           date_in(outline.blocks[part.heading].text).empty();
  });
}

/// The address of a link; empty where it cannot be known.
std::string address_of(std::string_view link, std::string_view page) {
  if (link.starts_with("http")) return std::string(link);
  const auto scheme = page.find("://");
  if (!link.starts_with('/') || link.starts_with("//") || scheme == page.npos) return "";
  return std::string(page.substr(0, page.find('/', scheme + 3))) + std::string(link);
}

RawArticle article_of(const Outline& outline, const Part& part, const RawArticle& page) {
  RawArticle article;
  article.origin = page.origin;
  article.repair = page.repair;
  article.source = page.source;
  article.language = page.language;
  const Block& heading = outline.blocks[part.heading];
  article.headline = text::plain_line(heading.text);
  article.url = address_of(heading.link, page.url);
  article.date = part.date;
  article.date_evidence = part.date.empty() ? Evidence::None : Evidence::Header;
  std::vector<std::size_t> text;
  for (std::size_t i = part.begin; i < part.end; ++i) {
    const Block& block = outline.blocks[i];
    if (i == part.heading || 2 * block.link_bytes > block.text.size()) continue;
    const bool is_short = block.text.size() <= kMostLabelBytes;
    if (is_short && without_by(block.text).size() < block.text.size() && article.authors.empty()) {
      if (std::string names = names_in_byline(block.text); !names.empty()) {
        article.authors.push_back(std::move(names));
        continue;
      }
    }
    const bool is_label = is_short && !ends_sentence(block.text);
    if (text.empty() && (is_label || (is_short && !date_in(block.text).empty()))) continue;
    if (counts(outline, i)) text.push_back(i);
  }
  while (!text.empty() && outline.blocks[text.back()].text.size() <= kMostLabelBytes &&
         !ends_sentence(outline.blocks[text.back()].text)) {
    text.pop_back();
  }
  article.body = joined(outline, text);
  return article;
}

}  // namespace

bool is_list_of_teasers(const Outline& outline, const std::vector<Parts>& all) {
  std::size_t teasers = 0;
  for (const Parts& parts : all) {
    if (are_teasers(parts)) teasers += parts.prose;
  }
  return teasers > 0 && all_prose(outline) < teasers + kLeastBeside;
}

const Parts* articles_among(const Outline& outline, const std::vector<Parts>& all) {
  for (const Parts& parts : all) {
    if (are_teasers(parts) || !are_articles(outline, parts)) continue;
    if (5 * parts.prose >= 3 * all_prose(outline)) return &parts;
  }
  return nullptr;
}

std::vector<ReadResult> parted(const Outline& outline, const Parts& parts, const RawArticle& page) {
  std::vector<ReadResult> articles;
  for (const Part& part : parts.all) articles.push_back(article_of(outline, part, page));
  return articles;
}

}  // namespace dateline::html
