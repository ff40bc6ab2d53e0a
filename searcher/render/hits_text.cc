// SPDX-License-Identifier: GPL-2.0-or-later
// Text for people. Everything that comes from an article passes through `printable`.
#include "common/terminal/terminal.h"
#include "searcher/render/article.h"
#include "searcher/render/counts.h"
#include "searcher/render/hits.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Facet values shown to people; programs get all of them.
constexpr std::size_t kFacetValues = 20;

/// What is told of the story of a hit that may stand for several.
std::string story_text(const Hit& hit) {
  if (hit.copies == 0) return story_text(hit.story);
  std::string text = fmt::format("{}+{}", hit.story.is_first ? "first, " : "",
                                 count_of(hit.copies, "copy", "copies"));
  // Others of the story do not match.
  if (hit.story.articles > hit.copies + 1) {
    text += fmt::format(" of {} in the archive", with_thousands(hit.story.articles - 1));
  }
  return text;
}

std::string origin_line(const Hit& hit, bool with_time) {
  const Article& article = hit.article;
  std::string line = origin_text(article, with_time);
  if (!article.authors.empty()) line += " · " + list_text(article.authors);
  if (hit.story.articles > 1) line += " · " + story_text(hit);
  return printable_line(line);
}

/// Why an article in another language was found.
std::string foreign_text(const ForeignForm& foreign) {
  return printable_line(fmt::format("found by \"{}\", which in {} is a form of \"{}\"",
                                    foreign.form, foreign.language, foreign.word));
}

std::string facets_text(const std::vector<FacetCounts>& facets) {
  std::string out;
  for (const FacetCounts& facet : facets) {
    out += fmt::format("\n{}\n", facet.field);
    const bool by_time = facet.field == "year" || facet.field == "month" || facet.field == "week" ||
                         facet.field == "day";
    const std::size_t shown =
        by_time ? facet.values.size() : std::min(facet.values.size(), kFacetValues);
    for (std::size_t i = 0; i < shown; ++i) {
      out += fmt::format("{:>9}  {}\n", with_thousands(facet.values[i].articles),
                         printable_line(facet.values[i].value));
    }
    if (shown < facet.values.size()) {
      out +=
          fmt::format("{:>9}  more values; --format json lists all\n", facet.values.size() - shown);
    }
  }
  return out;
}

/// The first `most` lines of `text`; what is left out shows as an ellipsis.
std::string first_lines(std::string_view text, std::size_t most) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < most && end < text.size(); ++i) end = text.find('\n', end) + 1;
  std::string out(text.substr(0, end));
  if (end < text.size() && !out.empty()) out.insert(out.size() - 1, "…");
  return out;
}

std::size_t lines_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string hit_text(const Hit& hit, bool with_time, const TextStyle& style) {
  const Article& article = hit.article;
  const std::string number = fmt::format("{:>3}. ", hit.rank);
  const std::string indent(number.size(), ' ');
  Snippet headline = hit.headline;
  headline.text = headline_text(headline.text);
  std::string out = laid_out(headline, indent, kBold, style);
  out.replace(0, number.size(), number);
  out += fmt::format("{}{}\n", indent, styled(origin_line(hit, with_time), kDim, style.color));
  out += laid_out(hit.passage, indent, "", style);
  for (const ForeignForm& foreign : hit.foreign) {
    out += laid_out({foreign_text(foreign), {}}, indent, kDim, style);
  }
  if (!article.flags.empty()) {
    out += fmt::format("{}{}\n", indent,
                       styled("! " + list_text(flag_names(article)), kWarn, style.color));
  }
  out += fmt::format("{}{}\n\n", indent,
                     styled("id " + printable_line(article.id), kDim, style.color));
  return out;
}

/// How many articles there are, of how many stories, in which order; and the `rest`.
std::string count_line(const SearchResult& result, const std::string& rest) {
  const std::uint64_t total = result.total.value();
  if (total == 0 && !rest.empty()) return set_text(total, *result.partly) + "; " + rest + '\n';
  std::string out = count_text(total);
  if (result.stories) out += ", " + stories_text(*result.stories);
  out += ", " + order_text(result.sort);
  if (!result.stories) out += "; stories not counted: many matches are on servers";
  if (!rest.empty()) out += "; " + rest;
  return out + '\n';
}

}  // namespace

std::set<std::int64_t> days_to_time(const std::vector<Hit>& hits) {
  std::vector<Date> dates;
  for (const Hit& hit : hits) dates.push_back(hit.article.published.date);
  return days_to_time(dates);
}

std::string render_text(const SearchResult& result, const TextStyle& style) {
  const std::uint64_t total = result.total.value();
  const std::string rest = result.partly ? rest_text(total, *result.partly) : "";
  std::string out;
  if (result.partly) out += set_text(total, *result.partly) + "\n\n";
  const std::set<std::int64_t> days = days_to_time(result.hits);
  bool in_rest = false;
  for (const Hit& hit : result.hits) {
    if (hit.partly && !in_rest) out += rest + ":\n\n";
    in_rest = hit.partly;
    out += hit_text(hit, is_on(days, hit.article.published.date), style);
  }
  out += count_line(result, rest) + left_out_line(result.left_out) + missing_lines(result.missing);
  if (!result.next_page.empty()) out += fmt::format("next page: --page {}\n", result.next_page);
  return out + facets_text(result.facets);
}

std::string render_hit(const Hit& hit, bool with_time, std::size_t lines, const TextStyle& style) {
  const std::string number = fmt::format("{:>3}. ", hit.rank);
  const std::string indent(number.size(), ' ');
  TextStyle narrower = style;
  if (narrower.width > 1) --narrower.width;  // room for an ellipsis
  Snippet headline = hit.headline;
  headline.text = headline_text(headline.text);
  const std::string flags =
      hit.article.flags.empty() ? "" : "! " + list_text(flag_names(hit.article));
  std::string out = first_lines(laid_out(headline, indent, kBold, narrower), flags.empty() ? 2 : 1);
  out.replace(0, number.size(), number);
  out += first_lines(laid_out({origin_line(hit, with_time), {}}, indent, kDim, narrower), 1);
  if (!flags.empty()) {
    out += first_lines(laid_out({flags, {}}, indent, kWarn, narrower), 1);
  }
  return out + first_lines(laid_out(hit.passage, indent, "", narrower), lines - lines_in(out));
}

std::vector<std::string> other_form_lines(const std::vector<OtherForm>& others) {
  std::vector<std::string> lines;
  for (const OtherForm& other : others) {
    const char* const have = other.with_form == 1 ? "has" : "have";
    std::string line = other.as_typed == 0
                           ? fmt::format("{}: no article has this form, and {} {} {}", other.word,
                                         with_thousands(other.with_form), have, other.form)
                           : fmt::format("{}: {} of {} {} this form, and {} {} {}", other.word,
                                         with_thousands(other.as_typed), count_text(other.articles),
                                         other.as_typed == 1 ? "has" : "have",
                                         with_thousands(other.with_form), have, other.form);
    if (other.as_typed != 0) line += fmt::format("; ={} finds this form only", other.word);
    lines.push_back(printable_line(line));
  }
  return lines;
}

namespace {

/// That no article has a word or, with the field, a value.
std::string nothing_with(const std::string& field, const std::string& typed) {
  if (field.empty()) return fmt::format("no article has '{}'", typed);
  if (field == "id") return fmt::format("no article has the id '{}'", typed);
  if (field == "url") return fmt::format("no article has just the address '{}'", typed);
  if (field == "language") return fmt::format("no article is in the language '{}'", typed);
  return fmt::format("no {} is called '{}'", field, typed);
}

}  // namespace

std::string foreign_word_line(const ForeignWord& word) {
  return printable_line(fmt::format(
      "{0}: {1} of {2} {3} only a form of it in another language, such as {4}; lang:{5} leaves {6} "
      "out, and ={0} finds this form only",
      word.word, with_thousands(word.foreign), count_text(word.articles),
      word.foreign == 1 ? "has" : "have", word.form, word.home, word.foreign == 1 ? "it" : "them"));
}

std::vector<std::string> suggestion_lines(const std::vector<Suggestion>& suggestions,
                                          const std::string& query) {
  std::vector<std::string> lines;
  bool any = false;
  for (const Suggestion& suggestion : suggestions) {
    const std::string typed = printable_line(suggestion.typed);
    std::string line = nothing_with(suggestion.field, typed);
    if (!suggestion.nearest.empty()) {
      line += fmt::format("; nearest: {}", list_text(suggestion.nearest));
    }
    if (!suggestion.list.empty() && suggestion.instead.empty()) {
      line += fmt::format("; all of them: dateline-search {} ARCHIVE", suggestion.list);
    }
    if (!suggestion.instead.empty()) {
      any = true;
      line += fmt::format("; did you mean {} ({})?", printable_line(suggestion.instead),
                          count_text(suggestion.articles));
    }
    // A word may be typed more than once.
    if (std::find(lines.begin(), lines.end(), line) == lines.end())
      lines.push_back(std::move(line));
  }
  if (any) lines.push_back("  try: " + printable_line(corrected(query, suggestions)));
  return lines;
}

}  // namespace dateline
