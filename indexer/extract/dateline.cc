// SPDX-License-Identifier: GPL-2.0-or-later
// One forward scan over the first bytes of a body, then one decision whether that proves a
// dateline, because form alone does not: "IBM - the maker" has the form of "ROME - text".
#include "indexer/extract/dateline.h"

#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/extract/agencies.h"
#include "indexer/extract/char_cursor.h"
#include "indexer/extract/dateline_date.h"
#include "indexer/extract/dateline_place.h"
#include "indexer/extract/place_case.h"

#include <algorithm>

namespace dateline {
namespace {

/// No dateline is longer, but a body may be megabytes.
constexpr std::size_t kWindowBytes = 400;

enum class Closing { None, Dash, Stop };

struct Found {
  PlaceName place;
  std::optional<StatedDay> day;
  bool day_in_credit = false;
  std::string_view credit;
  Closing closing = Closing::None;
  bool sentence_follows = false;  ///< what comes next begins as sentences do
};

/// One line with ordinary spaces: datelines may be wrapped and set with no-break spaces.
std::string plain(std::string_view text) {
  std::string out;
  for (CharCursor in(text); !in.at_end();) {
    const std::size_t start = in.at();
    const bool blank = is_blank(in.peek());
    in.next();
    out += blank ? " " : in.since(start);
  }
  return text::single_line(out);
}

/// A name, as opposed to "the alliance", "pop. 330 million" or "August 29, 1958".
bool looks_like_name(std::string_view credit) {
  CharCursor in(credit);
  if (credit.size() > kMaxCreditBytes || in.peek() < 0 || !u_isupper(in.peek())) return false;
  for (bool in_word = false; !in.at_end(); in.next()) {
    const UChar32 c = in.peek();
    if (c < 0) return false;
    // A word that begins with a digit is a year, an age or a score.
    if (!in_word && u_isdigit(c)) return false;
    in_word = is_letter(c) || u_isdigit(c);
    constexpr std::string_view kMarks = " .&'/,+!|-";
    const bool is_mark = c < 0x80 && kMarks.find(static_cast<char>(c)) != std::string_view::npos;
    if (!in_word && !is_mark && !is_blank(c) && !is_long_dash(c) && !is_apostrophe(c)) return false;
  }
  return true;
}

bool is_known_credit(std::string_view credit) {
  const std::vector<std::string> parties = parties_of(plain(credit));
  const auto known = std::count_if(parties.begin(), parties.end(), is_known_agency);
  const bool all = known == static_cast<std::ptrdiff_t>(parties.size());
  return known > 0 && (all || looks_like_name(credit));
}

/// A place in capitals that needs neither a credit nor a date. A word of up to four letters is more
/// often an initialism, so it must be a well-known city or have a region like "Fla.".
bool stands_alone(const PlaceName& place, bool sentence_follows) {
  if (!place.all_caps) return false;
  if (place.well_known) return true;
  constexpr std::size_t kInitialismLetters = 4;
  return place.has_region && sentence_follows &&
         (place.letters > kInitialismLetters || place.region_is_short);
}

/// What proves a dateline: a known agency with a date or a closing mark; another credit with a date
/// and one of capitals or a closing mark; no credit, but a date and a dash, or a place that stands
/// alone and a dash.
bool is_dateline(const Found& found) {
  const PlaceName& place = found.place;
  const bool closed = found.closing != Closing::None;
  const bool known = is_known_credit(found.credit);
  if (place.begins_as_prose) return false;
  if (place.text.empty()) {
    return known && (found.closing == Closing::Dash || found.day_in_credit);
  }
  // NEWPORT NEWS and LIVE OAK are towns if an agency is credited.
  if (place.has_label && (!known || place.words == 1)) return false;
  if (known) return closed || found.day.has_value();
  if (!found.credit.empty()) {
    return found.day && looks_like_name(found.credit) &&
           (closed || (found.day_in_credit && place.all_caps));
  }
  if (found.closing != Closing::Dash) return false;
  if (!found.day) return stands_alone(place, found.sentence_follows);
  return place.all_caps || (found.day->year != 0 && found.sentence_follows);
}

class Scanner {
 public:
  explicit Scanner(std::string_view window) : in_(window) {}

  /// False when a credit is opened and not closed.
  bool scan(Found& found) {
    read_day(found);
    if (!found.day && in_.peek() != '(' && in_.peek() != '/') {
      const std::optional<PlaceName> place = read_place(in_);
      if (!place) return false;
      found.place = *place;
      read_day_after_place(found);
    }
    if (!read_credit(found)) return false;
    end_ = in_.at();
    read_closing(found);
    in_.skip_blanks();
    found.sentence_follows = begins_sentence(in_.peek());
    return true;
  }

  /// Where the dateline ends, before its closing mark.
  [[nodiscard]] std::size_t end() const { return end_; }

  /// Nothing follows the closing mark.
  [[nodiscard]] bool at_end() const { return in_.at_end(); }

 private:
  void read_day(Found& found) {
    found.day = read_stated_day(in_.rest());
    if (found.day) in_.seek(in_.at() + found.day->bytes);
  }

  void read_day_after_place(Found& found) {
    const std::size_t before = in_.at();
    in_.skip_blanks();
    if (in_.take(',')) in_.skip_blanks();
    read_day(found);
    if (!found.day) in_.seek(before);
  }

  bool read_credit(Found& found) {
    const std::size_t before = in_.at();
    // "15 января 2020. /ТАСС/"
    if (found.day) in_.take('.');
    in_.skip_blanks();
    // "ISLAMABAD, (APP - …)" and "NEW YORK--(BUSINESS WIRE)--"
    if (in_.peek() != '/' && !in_.take(',')) take_dash();
    in_.skip_blanks();
    if (in_.take('(')) return read_enclosed(found, ')');
    if (in_.take('/')) return !is_blank(in_.peek()) && read_enclosed(found, '/');
    in_.seek(before);
    if (found.day && !read_bare_credit(found)) in_.seek(before);
    return true;
  }

  /// What precedes the closing parenthesis or slash.
  bool read_enclosed(Found& found, UChar32 closing) {
    const std::size_t start = in_.at();
    while (!in_.at_end() && in_.peek() != closing && in_.peek() != '(') in_.next();
    take_content(found, in_.since(start));
    return in_.take(closing) && !found.credit.empty();
  }

  /// Splits "Sputnik - 13th December, 2019" at the first dash followed only by a day.
  static void take_content(Found& found, std::string_view content) {
    found.credit = content;
    for (CharCursor in(content); !in.at_end(); in.next()) {
      const std::string_view before = in.since(0);
      const bool apart = in.skip_blanks();
      if (!is_long_dash(in.peek()) && !(apart && in.peek() == '-')) continue;
      while (in.peek() == '-' || is_long_dash(in.peek())) in.next();
      in.skip_blanks();
      const std::optional<StatedDay> day = read_stated_day(in.rest());
      if (!day) continue;
      in.seek(in.at() + day->bytes);
      in.skip_blanks();
      if (!in.at_end()) continue;
      found.credit = before;
      found.day = day;
      found.day_in_credit = true;
      return;
    }
  }

  /// "МОСКВА, 15 янв — РИА Новости." or "Accra, Dec. 13, GNA -"; known agencies only.
  bool read_bare_credit(Found& found) {
    in_.skip_blanks();
    if (!in_.take(',') && !take_dash()) return false;
    in_.skip_blanks();
    const std::size_t start = in_.at();
    while (!in_.at_end() && in_.at() - start < kMaxCreditBytes && !ends_bare_credit()) in_.next();
    const std::string_view name = text::trim(in_.since(start));
    if (!is_known_agency(name)) return false;
    found.credit = name;
    in_.seek(start + name.size());
    return true;
  }

  [[nodiscard]] bool ends_bare_credit() const {
    const UChar32 c = in_.peek();
    return c == '.' || c == ':' || is_long_dash(c) || (c == '-' && !is_letter(in_.peek_second()));
  }

  /// A dash beside a space, or a long one; "-based" is not one. A lone hyphen right before a word
  /// separates only what is already separated: "(Reuters) -text".
  bool take_dash(bool after_credit = true) {
    const std::size_t before = in_.at();
    const bool blank_before = in_.skip_blanks();
    const std::size_t start = in_.at();
    while (in_.peek() == '-' || is_long_dash(in_.peek())) in_.next();
    const bool lone_hyphen = in_.since(start) == "-";
    const bool is_free = (blank_before && after_credit) || is_blank(in_.peek()) || in_.at_end();
    if (in_.at() > start && (!lone_hyphen || is_free)) return true;
    in_.seek(before);
    return false;
  }

  void read_closing(Found& found) {
    if (take_dash(!found.credit.empty())) {
      found.closing = Closing::Dash;
      return;
    }
    in_.skip_blanks();
    const bool stop = in_.take('.') || in_.take(':');
    // EFE closes with ".-".
    if (stop && take_dash()) {
      found.closing = Closing::Dash;
    } else if (stop && (in_.at_end() || is_blank(in_.peek()))) {
      found.closing = Closing::Stop;
    }
  }

  static bool begins_sentence(UChar32 c) {
    constexpr std::u32string_view kOpenings =
        U"\"'([$\u00AB\u2018\u201C\u201E\u00BF\u00A1#@\u20AC\u00A3";
    if (c < 0) return false;
    return u_isdigit(c) || (u_isalpha(c) && !u_islower(c)) ||
           kOpenings.find(static_cast<char32_t>(c)) != std::u32string_view::npos;
  }

  CharCursor in_;
  std::size_t end_ = 0;
};

/// The first paragraph, as far as a dateline may reach into it.
std::string_view first_paragraph(std::string_view body) {
  const std::size_t lead = std::min(body.find_first_not_of(ascii::kBlanks), body.size());
  const std::string_view window = text::cut(body.substr(lead), kWindowBytes);
  return window.substr(0, window.find("\n\n"));
}

Dateline dateline_of(const Found& found, std::string_view text, const Date& published) {
  Dateline dateline;
  dateline.text = text::single_line(text);
  dateline.place = title_case_place(plain(found.place.text));
  dateline.credit = plain(found.credit);
  dateline.agencies = parties_of(dateline.credit);
  if (found.day) dateline.date = resolve(*found.day, published);
  return dateline;
}

}  // namespace

std::optional<Dateline> parse_dateline(std::string_view body, const Date& published) {
  const std::string_view window = first_paragraph(body);
  Scanner scanner(window);
  Found found;
  if (!scanner.scan(found) || !is_dateline(found)) return std::nullopt;
  return dateline_of(found, window.substr(0, scanner.end()), published);
}

std::optional<Dateline> read_dateline_field(std::string_view field, const Date& published) {
  field = text::trim(field);
  Scanner scanner(field);
  Found found;
  if (field.size() > kWindowBytes || !scanner.scan(found) || !scanner.at_end()) return std::nullopt;
  return dateline_of(found, field.substr(0, scanner.end()), published);
}

}  // namespace dateline
