// SPDX-License-Identifier: GPL-2.0-or-later
// A page is an article when it says so and shows any text, or when it shows a headline and enough
// prose. The order of trust for each field is JSON-LD, then tags, then what readers see.
#include "indexer/readers/html/page.h"

#include "common/text/ascii.h"
#include "common/text/url.h"
#include "indexer/readers/html/appeals.h"
#include "indexer/readers/html/charset.h"
#include "indexer/readers/html/database_download.h"
#include "indexer/readers/html/headline.h"
#include "indexer/readers/html/json_ld.h"
#include "indexer/readers/html/main_text.h"
#include "indexer/readers/html/metadata.h"
#include "indexer/readers/html/parts.h"
#include "indexer/readers/html/several_articles.h"
#include "indexer/readers/html/site_name.h"
#include "indexer/readers/html/strip.h"
#include "indexer/readers/html/visible_author.h"
#include "indexer/readers/html/visible_date.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace dateline::html {
namespace {

/// A page that does not call itself an article needs this much text: a long paragraph, or a short
/// one if it shows a date, which notices do not.
constexpr std::size_t kLeastUndeclared = 200;
constexpr std::size_t kLeastDated = 120;

/// If the text for programs is this much longer than what was found, the page hides its text.
constexpr std::size_t kHiddenTimes = 2;

/// An error page is short, and its title says what it is.
constexpr std::size_t kMaxErrorText = 1000;
constexpr auto kErrorTitles = std::to_array<std::string_view>(
    {"404", "403 forbidden", "page not found", "not found", "page cannot be found", "access denied",
     "just a moment", "are you a robot", "attention required", "service unavailable",
     "page unavailable", "seite nicht gefunden", "page introuvable", "página no encontrada"});
constexpr auto kLoginTitles =
    std::to_array<std::string_view>({"log in", "login", "log on", "sign in", "signin",
                                     "subscribe to", "anmelden", "connexion", "iniciar sesión"});

template <std::size_t N>
bool says_any(std::string_view title, const std::array<std::string_view, N>& words) {
  const std::string lower = ascii::lower(title);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return lower.starts_with(word) || lower.find(fmt::format(" {}", word)) != std::string::npos;
  });
}

bool is_front_page(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return false;
  const std::string_view path = url.substr(std::min(url.find('/', scheme + 3), url.size()));
  return path.empty() || path == "/" || path == "/index.html";
}

/// The date stated for programs, unless `visible` contradicts it; else one that cannot be read, to
/// be flagged.
void take_date(const Stated& stated, const std::string& visible, RawArticle& raw) {
  if (!visible.empty() && !is_same_day(visible, stated.date)) {
    raw.date = visible;
    raw.date_evidence = Evidence::Header;
  } else {
    raw.date = stated.date.empty() ? stated.unread_date : stated.date;
    raw.date_evidence = Evidence::Meta;
  }
}

/// Does the page show that day as the day of a change?
bool is_of_change(const std::string& date, const Outline& outline) {
  return std::any_of(outline.elements.begin(), outline.elements.end(), [&](const Element& element) {
    if (!element.is_change || element.first_block == element.end_block) return false;
    return is_same_day(date_in(outline.blocks[element.first_block].text), date);
  });
}

/// Where a date that readers see counts; nowhere if the page's own data state one for sure.
std::optional<Reach> reach_of(const std::string& stated, const std::string& json_ld,
                              Metadata::DatePlace place, const Outline& outline) {
  if (stated.empty()) return Reach::Page;
  if (!json_ld.empty() || place == Metadata::DatePlace::Certain) return std::nullopt;
  const bool is_sure = place == Metadata::DatePlace::Meta && !is_of_change(stated, outline);
  return is_sure ? Reach::Said : Reach::Near;
}

/// What a page is whose headline says no more than this; empty for an article.
std::string_view name_of(Appeal appeal) {
  switch (appeal) {
    case Appeal::None:
      return "";
    case Appeal::Legal:
      return "a legal notice, not an article";
    case Appeal::Consent:
      return "a notice about cookies, not an article";
    case Appeal::Join:
      return "a page to subscribe, register or log in, not an article";
    case Appeal::Donation:
      return "a request for donations, not an article";
  }
  return "";
}

/// Why the page is not an article; empty if it is one.
std::string_view problem(const Stated& stated, const Metadata& meta, const RawArticle& raw) {
  const std::string& body = raw.body;
  if (body.size() < kMaxErrorText &&
      (says_any(meta.title, kErrorTitles) ||
       (!stated.is_article && says_any(raw.headline, kErrorTitles)))) {
    return "an error page, not an article";
  }
  if (!stated.is_article && body.size() < kMaxErrorText && says_any(meta.title, kLoginTitles)) {
    return "a page to log in, not an article";
  }
  if (const auto why = name_of(appeal_of_title(raw.headline)); !why.empty()) return why;
  if (body.empty()) return "a page without the text of an article";
  if (stated.is_article) return "";
  if (is_front_page(stated.url)) return "the front page of a site, not an article";
  if (raw.headline.empty()) return "a page without a headline";
  if (body.size() < (raw.date.empty() ? kLeastUndeclared : kLeastDated)) {
    return "a page with too little text to be an article: a list of links, or a notice";
  }
  return "";
}

}  // namespace

std::vector<ReadResult> read_page(std::string bytes, const PageContext& context) {
  if (bytes.size() > kMaxPageBytes) {
    return {Reject{context.origin, fmt::format("a page of over {} MiB", kMaxPageBytes >> 20U)}};
  }
  text::Decoded decoded = decode_page(std::move(bytes), context.charset);
  if (auto what = database_download(decoded.text)) return {Reject{context.origin, *what}};
  Stripped stripped = strip(decoded.text);
  std::string().swap(decoded.text);
  if (text::has_controls(stripped.markup)) {
    stripped.markup = text::without_controls(stripped.markup);
    if (decoded.repair == text::Repair::None) decoded.repair = text::Repair::Replaced;
  }
  const auto tree = Tree::parse(stripped.markup);
  if (!tree) return {Reject{context.origin, "a page with more elements than any article has"}};
  const Metadata meta = read_metadata(*tree);
  Stated stated = read_json_ld(stripped.json_ld);
  const bool is_article_in_json_ld = stated.is_article;
  const std::string json_ld_headline = stated.headline;
  const std::string json_ld_source = stated.source;
  const std::string json_ld_date = stated.date;
  complete(stated, meta.stated);
  // A page knows its own address best; what JSON-LD gives is sometimes that of a section.
  if (!meta.stated.url.empty()) stated.url = meta.stated.url;
  if (stated.url.empty()) stated.url = stripped.mirrored_from;
  const bool is_vague = stated.url.empty() || is_front_page(stated.url);
  if (is_vague && !context.url.empty()) stated.url = context.url;
  stated.source = site_name_of(
      {json_ld_source, meta.stated.source, stated.whole, meta.title, host_of(stated.url)});

  const Outline outline = outline_of(*tree);
  RawArticle raw;
  raw.headline = headline_of(
      {json_ld_headline, meta.stated.headline, meta.title, stated.source, stated.url}, outline);
  const std::vector<Parts> parts = repeated_parts(outline, host_of(stated.url));
  const std::vector<std::size_t> text = main_blocks(outline, raw.headline, parts);
  raw.body = joined(outline, text);
  if (stated.body.size() > kHiddenTimes * raw.body.size()) raw.body = stated.body;
  if (raw.body.empty() && stated.is_article && appeal_of(stated.summary) == Appeal::None) {
    raw.body = stated.summary;
  }
  raw.origin = context.origin;
  raw.repair = decoded.repair;
  raw.is_data_damaged = stated.is_damaged;
  // What readers see takes precedence over what was stated in a vague place.
  std::string visible;
  if (const auto reach = reach_of(stated.date, json_ld_date, meta.date_place, outline)) {
    visible = visible_date({outline, raw.headline, meta.title, text}, *reach);
  }
  take_date(stated, visible, raw);
  raw.source = stated.source;
  raw.url = stated.url;
  raw.language = stated.language;
  const bool states_one = is_article_in_json_ld ||
                          (!stated.date.empty() && meta.date_place == Metadata::DatePlace::Certain);
  if (!states_one && is_list_of_teasers(outline, parts)) {
    return {Reject{context.origin, "a list of teasers, as on a front page, not an article"}};
  }
  const Parts* const articles = states_one ? nullptr : articles_among(outline, parts);
  if (articles != nullptr) return parted(outline, *articles, raw);
  if (const auto why = problem(stated, meta, raw); !why.empty()) {
    return {Reject{context.origin, std::string(why)}};
  }
  for (const std::string& author : stated.authors) raw.authors.emplace_back(without_by(author));
  if (raw.authors.empty()) raw.authors.push_back(visible_author(outline, raw.headline, text));
  raw.section = stated.section;
  raw.pages = stated.pages;
  raw.tags = stated.tags;
  std::vector<ReadResult> results;
  results.emplace_back(std::move(raw));
  return results;
}

}  // namespace dateline::html
