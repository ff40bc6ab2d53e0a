// SPDX-License-Identifier: GPL-2.0-or-later
// Publishers repeat themselves in vocabularies that they fill in more or less carefully. Each
// vocabulary has a rank for each field: a value counts if there is none of a better rank.
#include "indexer/readers/html/metadata.h"

#include "common/text/among.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/readers/base/nothing.h"
#include "indexer/readers/html/hints.h"
#include "indexer/readers/html/visible_author.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace dateline::html {
namespace {

enum class Field { Headline, Date, Source, Url, Author, Section, Tags, Language, Summary };

struct Name {
  std::string_view name;  ///< of a meta tag, in lower case
  Field field;
  int rank;  ///< lower is better
};

/// Open Graph first, then what publishers send to Parse.ly and Sailthru, then Dublin Core, then
/// names that sites invented and that spread.
constexpr auto kNames = std::to_array<Name>({
    {"og:title", Field::Headline, 2},
    {"twitter:title", Field::Headline, 4},
    {"parsely-title", Field::Headline, 3},
    {"sailthru.title", Field::Headline, 3},
    {"dc.title", Field::Headline, 5},
    {"dcterms.title", Field::Headline, 5},
    {"article:published_time", Field::Date, 1},
    {"og:article:published_time", Field::Date, 1},
    {"og:published_time", Field::Date, 2},
    {"datepublished", Field::Date, 2},
    {"article:published", Field::Date, 2},
    {"article.published", Field::Date, 2},
    {"parsely-pub-date", Field::Date, 3},
    {"sailthru.date", Field::Date, 3},
    {"bt:pubdate", Field::Date, 3},
    {"cxenseparse:recs:publishtime", Field::Date, 3},
    {"dc.date.issued", Field::Date, 4},
    {"dcterms.issued", Field::Date, 4},
    {"dcterms.created", Field::Date, 4},
    {"dc.date.created", Field::Date, 4},
    {"dc.date", Field::Date, 5},
    {"dcterms.date", Field::Date, 5},
    {"originalpublicationdate", Field::Date, 5},
    {"publication_date", Field::Date, 5},
    {"publish-date", Field::Date, 5},
    {"publish_date", Field::Date, 5},
    {"publishdate", Field::Date, 5},
    {"published-date", Field::Date, 5},
    {"pubdate", Field::Date, 5},
    {"displaydate", Field::Date, 6},
    {"ptime", Field::Date, 6},
    {"citation_publication_date", Field::Date, 5},
    {"citation_date", Field::Date, 6},
    {"date_published", Field::Date, 5},
    {"published_time", Field::Date, 5},
    {"article_date_original", Field::Date, 5},
    {"dc.date.published", Field::Date, 4},
    {"rnews:datepublished", Field::Date, 3},
    {"shareaholic:article_published_time", Field::Date, 3},
    {"vr:published_time", Field::Date, 5},
    {"date", Field::Date, 7},
    {"og:site_name", Field::Source, 1},
    {"dc.publisher", Field::Source, 3},
    {"dcterms.publisher", Field::Source, 3},
    {"publisher", Field::Source, 4},
    {"application-name", Field::Source, 5},
    {"og:url", Field::Url, 2},
    {"parsely-link", Field::Url, 3},
    {"author", Field::Author, 2},
    {"parsely-author", Field::Author, 2},
    {"sailthru.author", Field::Author, 3},
    {"byl", Field::Author, 3},
    {"dc.creator", Field::Author, 4},
    {"dcterms.creator", Field::Author, 4},
    {"article:author", Field::Author, 5},
    {"article:section", Field::Section, 1},
    {"og:article:section", Field::Section, 1},
    {"parsely-section", Field::Section, 2},
    {"section", Field::Section, 4},
    {"article:tag", Field::Tags, 1},
    {"parsely-tags", Field::Tags, 2},
    {"news_keywords", Field::Tags, 3},
    {"sailthru.tags", Field::Tags, 4},
    {"keywords", Field::Tags, 5},
    {"og:locale", Field::Language, 3},
    {"dc.language", Field::Language, 2},
    {"content-language", Field::Language, 4},
    {"og:description", Field::Summary, 1},
    {"description", Field::Summary, 2},
});

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_web_address(std::string_view text) {
  return contains(text, "://") || text.starts_with("www.") || text.starts_with("//");
}

class Collector {
 public:
  Metadata run(const Tree& tree) {
    offer(Field::Language, 1, attribute(tree.root(), "lang"));
    offer(Field::Language, 1, attribute(tree.root(), "xml:lang"));
    visit(tree.root());
    Metadata result;
    result.title = title_;
    result.is_website = is_website_;
    Stated& stated = result.stated;
    stated.is_article = is_article_;
    stated.headline = best(Field::Headline);
    stated.date = best(Field::Date);
    if (const int rank = offers_[Field::Date].rank; rank >= kVague) {
      result.date_place = rank == kVague ? Metadata::DatePlace::Meta : Metadata::DatePlace::Element;
    }
    stated.unread_date = unread_date_;
    stated.source = best(Field::Source);
    stated.url = best(Field::Url);
    stated.authors = offers_[Field::Author].values;
    stated.section = best(Field::Section);
    for (const std::string& list : offers_[Field::Tags].values) {
      for (std::string& tag : split_list(list)) stated.tags.push_back(std::move(tag));
    }
    stated.language = best(Field::Language);
    stated.summary = best(Field::Summary);
    return result;
  }

 private:
  /// Of `<meta name="date">`; beyond it, `<time>` of any name.
  static constexpr int kVague = 7;

  struct Offer {
    int rank = 100;
    std::vector<std::string> values;  ///< of that rank
  };

  void offer(Field field, int rank, std::string_view text) {
    Offer& offer = offers_[field];
    if (rank > offer.rank) return;
    std::string value = text::plain_line(text);
    if (is_nothing(value)) return;
    if (field == Field::Author && (is_web_address(value) || is_nobody(value))) return;
    if (field == Field::Date && !is_readable_date(value)) {
      if (unread_date_.empty()) unread_date_ = std::move(value);
      return;
    }
    if (field == Field::Date && is_no_date(value)) return;
    if (field == Field::Url && !value.starts_with("http")) return;
    if (rank < offer.rank) offer = {rank, {}};
    offer.values.push_back(std::move(value));
  }

  std::string best(Field field) {
    const Offer& offer = offers_[field];
    return offer.values.empty() ? "" : offer.values.front();
  }

  void visit(const GumboNode& element) {
    const GumboTag tag = tag_of(element);
    if (tag == GUMBO_TAG_META) return meta(element);
    if (tag == GUMBO_TAG_LINK) return link(element);
    if (tag == GUMBO_TAG_TITLE) {
      if (title_.empty()) title_ = text_of(element);
      return;
    }
    if (tag == GUMBO_TAG_TIME || tag == GUMBO_TAG_ABBR) time(element);
    if (const std::string_view property = attribute(element, "itemprop"); !property.empty()) {
      item(element, property);
    }
    if (tag == GUMBO_TAG_A && contains(attribute(element, "rel"), "author")) {
      offer(Field::Author, 6, text_of(element));
    }
    if (const std::string_view names = attribute(element, "class"); !names.empty()) {
      byline(element, ascii::lower(names.substr(0, 256)));
    }
    for_each_child(element, [&](const GumboNode& child) {
      if (is_element(child)) visit(child);
    });
  }

  void meta(const GumboNode& element) {
    const std::string_view content = attribute(element, "content");
    item(element, attribute(element, "itemprop"));
    for (const char* key : {"property", "name", "http-equiv"}) {
      const std::string name = ascii::lower(attribute(element, key).substr(0, 64));
      if (name.empty()) continue;
      if (name == "og:type") {
        const std::string type = ascii::lower(content);
        is_article_ = is_article_ || contains(type, "article");
        is_website_ = is_website_ || contains(type, "website");
      }
      const auto* const known =
          std::find_if(kNames.begin(), kNames.end(), [&](const Name& n) { return n.name == name; });
      if (known == kNames.end()) continue;
      offer(known->field, known->rank, content);
      // Lists and front pages have no day of publication.
      if (known->field == Field::Date) is_article_ = true;
    }
  }

  void link(const GumboNode& element) {
    if (ascii::lower(attribute(element, "rel")) != "canonical") return;
    offer(Field::Url, 1, attribute(element, "href"));
  }

  /// Microdata (and RDFa Lite's use of the same names). Ranked with, or before, meta tags.
  void item(const GumboNode& element, std::string_view property) {
    const auto value = [&] {
      for (const char* key : {"content", "datetime"}) {
        if (const auto given = attribute(element, key); !given.empty()) return std::string(given);
      }
      const std::string_view title = attribute(element, "title");
      return tag_of(element) == GUMBO_TAG_ABBR && !title.empty() ? std::string(title)
                                                                 : text_of(element);
    };
    if (property == "headline") offer(Field::Headline, 1, value());
    if (property == "datePublished") offer(Field::Date, 2, value());
    if (property == "articleSection") offer(Field::Section, 2, value());
    if (property == "articleBody") is_article_ = true;
    if (property == "keywords") offer(Field::Tags, 2, value());
    if (property == "author" || property == "publisher") {
      const GumboNode* const name = named(element, 0);
      const Field field = property == "author" ? Field::Author : Field::Source;
      if (name == nullptr) {
        if (field == Field::Author) offer(field, 3, value());
      } else if (const auto content = attribute(*name, "content"); !content.empty()) {
        offer(field, 2, content);
      } else {
        offer(field, 2, text_of(*name));
      }
    }
  }

  /// The element with `itemprop="name"` inside an item.
  static const GumboNode* named(const GumboNode& element, int depth) {
    const GumboNode* found = nullptr;
    if (depth > 5) return found;
    for_each_child(element, [&](const GumboNode& child) {
      if (found != nullptr || !is_element(child)) return;
      found = attribute(child, "itemprop") == "name" ? &child : named(child, depth + 1);
    });
    return found;
  }

  /// `<time>` with what names it, and hAtom's `<abbr class="published" title>`. The first on a page
  /// is the article's, if none is named as such.
  void time(const GumboNode& element) {
    const std::string names = ascii::lower(attribute(element, "class").substr(0, 256));
    const bool is_abbreviation = tag_of(element) == GUMBO_TAG_ABBR;
    const std::string_view moment = attribute(element, is_abbreviation ? "title" : "datetime");
    const bool is_named = contains(names, "publi") || contains(names, "entry-date") ||
                          contains(names, "post-date") || contains(names, "created") ||
                          gumbo_get_attribute(&element.v.element.attributes, "pubdate") != nullptr;
    // WordPress uses this name for a date that was never changed: "entry-date published updated".
    if (!is_named && (contains(names, "update") || contains(names, "modif"))) return;
    constexpr int kMostLookedAt = 64;
    if (is_abbreviation && !is_named) return;
    if (++times_ > kMostLookedAt || is_elsewhere(element)) return;
    offer(Field::Date, is_named ? 8 : 9, moment);
  }

  /// In readers' comments, or among other articles.
  static bool is_elsewhere(const GumboNode& element) {
    for (const GumboNode* at = element.parent; at != nullptr && is_element(*at); at = at->parent) {
      const Judgement judgement = judge(*at);
      // The parents of an element with the main heading contain it as well: one lookup decides.
      const bool is_named = judgement.leads_away || judgement.hint == Hint::Replies;
      if (is_named) return !holds_main_heading(*at);
    }
    return false;
  }

  static bool holds_main_heading(const GumboNode& element) {
    bool found = tag_of(element) == GUMBO_TAG_H1;
    for_each_child(element, [&](const GumboNode& child) {
      found = found || (is_element(child) && holds_main_heading(child));
    });
    return found;
  }

  /// Hidden, part of a form or a menu, or about the reader's own account.
  static bool is_of_reader(const GumboNode& element) {
    constexpr int kMostLevels = 16;
    int level = 0;
    for (const GumboNode* at = &element; at != nullptr && is_element(*at) && level < kMostLevels;
         at = at->parent, ++level) {
      const GumboTag tag = tag_of(*at);
      if (tag == GUMBO_TAG_BODY) return false;
      if (judge(*at).hint == Hint::Unseen) return true;
      const bool is_readers = tag == GUMBO_TAG_FORM || tag == GUMBO_TAG_NAV ||
                              tag == GUMBO_TAG_BUTTON || tag == GUMBO_TAG_SELECT ||
                              says_reader(attribute(*at, "class")) ||
                              says_reader(attribute(*at, "id"));
      // The parents of an element with the main heading contain it as well: one lookup decides.
      if (is_readers) return !holds_main_heading(*at);
    }
    return false;
  }

  /// `nav-user`, `login-box`, `hidden`; not `hidden-xs`, which is hidden on some screens.
  static bool says_reader(std::string_view names) {
    constexpr auto kWords = std::to_array<std::string_view>(
        {"account",  "dropdown", "hidden", "invisible", "logged",     "login",     "loggedin",
         "menu",     "modal",    "nav",    "navbar",    "navigation", "offcanvas", "popup",
         "register", "session",  "signin", "signup",    "userinfo",   "usermenu"});
    constexpr auto kPairs = std::to_array<std::string_view>(
        {"log in", "my profile", "sign in", "sign up", "user info", "user profile"});
    constexpr auto kScreens =
        std::to_array<std::string_view>({"xs", "sm", "md", "lg", "xl", "mobile", "phone", "tablet",
                                         "desktop", "print", "small", "medium", "large"});
    std::string lower = ascii::lower(names.substr(0, 256));
    std::replace_if(
        lower.begin(), lower.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
    std::string_view rest = lower;
    while (!(rest = text::trim(rest)).empty()) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      rest = text::trim(rest.substr(word.size()));
      const std::string_view next = rest.substr(0, rest.find(' '));
      if (text::is_among(word, kWords) && !text::is_among(next, kScreens)) return true;
      if (text::is_among(fmt::format("{} {}", word, next), kPairs)) return true;
    }
    return false;
  }

  void byline(const GumboNode& element, const std::string& names) {
    const bool is_byline =
        contains(names, "byline") || contains(names, "author") || contains(names, "username");
    // A comment form asks for an author, too.
    if (contains(names, "comment") || contains(names, "form")) return;
    if (!is_byline || !offers_[Field::Author].values.empty()) return;
    constexpr int kMostLookedAt = 64;
    if (++bylines_ > kMostLookedAt || is_of_reader(element)) return;
    offer(Field::Author, 7, names_in_byline(text_of(element)));
  }

  std::map<Field, Offer> offers_;
  std::string unread_date_;
  int bylines_ = 0;  ///< how many elements might name the author
  int times_ = 0;    ///< how many elements might be the time of the article
  std::string title_;
  bool is_article_ = false;
  bool is_website_ = false;
};

}  // namespace

Metadata read_metadata(const Tree& tree) {
  return Collector().run(tree);
}

}  // namespace dateline::html
