// SPDX-License-Identifier: GPL-2.0-or-later
// Text for people. Everything that comes from an article passes through `printable`.
#include "common/program.h"
#include "common/terminal.h"
#include "searcher/render/render.h"
#include "searcher/render/styled.h"

#include <algorithm>

#include <fmt/format.h>
#include <unistd.h>

namespace dateline {
namespace {

/// Facet values shown to people; programs get all of them.
constexpr std::size_t kFacetValues = 20;

std::string list(const std::vector<std::string>& values) {
  return fmt::format("{}", fmt::join(values, ", "));
}

/// Words of the snippet, broken into lines; the style is set again for each word, so that it never
/// extends into an indent.
std::string laid_out(const Snippet& snippet, std::string_view indent, std::string_view base,
                     const TextStyle& style) {
  std::string out;
  std::string line;
  std::size_t column = 0;
  const std::size_t room = std::max<std::size_t>(style.width, indent.size() + 20) - indent.size();
  auto match = snippet.matches.begin();
  const auto flush = [&] {
    out += fmt::format("{}{}\n", indent, line);
    line.clear();
    column = 0;
  };
  for (std::size_t at = 0; at < snippet.text.size();) {
    const std::size_t end = std::min(snippet.text.find(' ', at), snippet.text.size());
    if (end == at) {
      ++at;
      continue;
    }
    std::string word;
    for (std::size_t i = at; i < end;) {
      while (match != snippet.matches.end() && match->end <= i) ++match;
      const bool inside = match != snippet.matches.end() && match->begin <= i;
      const std::size_t next = match == snippet.matches.end() ? end
                               : inside                       ? std::min(match->end, end)
                                                              : std::min(match->begin, end);
      word += styled(printable(std::string_view(snippet.text).substr(i, next - i)),
                     inside ? kMatch : base, style.color && (inside || !base.empty()));
      i = next;
    }
    const std::size_t width =
        display_width(printable(std::string_view(snippet.text).substr(at, end - at)));
    if (column != 0 && column + 1 + width > room) flush();
    if (column != 0) {
      line += ' ';
      ++column;
    }
    line += word;
    column += width;
    at = end + 1;
  }
  if (column != 0) flush();
  return out;
}

/// Empty for a story of one article.
std::string story_text(const StoryPlace& story) {
  if (story.articles == 1) return "";
  return story.is_first ? fmt::format("first of {} copies", with_thousands(story.articles))
                        : fmt::format("one of {} copies", with_thousands(story.articles));
}

/// What is said about the story of a hit that may represent several.
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

std::string origin_line(const Hit& hit) {
  const Article& article = hit.article;
  std::string line = origin_text(article);
  if (!article.authors.empty()) line += " · " + list(article.authors);
  if (hit.story.articles > 1) line += " · " + story_text(hit);
  return printable_line(line);
}

std::string facets_text(const std::vector<FacetCounts>& facets) {
  std::string out;
  for (const FacetCounts& facet : facets) {
    out += fmt::format("\n{}\n", facet.field);
    const bool by_time = facet.field == "year" || facet.field == "month" || facet.field == "day";
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

/// The first `most` lines of `text`; an ellipsis marks omissions.
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

}  // namespace

TextStyle style_of_stdout(ColorMode color) {
  // Piped text uses a width that mail and editors show well.
  const std::size_t columns = is_terminal(STDOUT_FILENO) ? terminal_width(STDOUT_FILENO) : 80;
  return {std::min<std::size_t>(columns, 100), wants_color(color, STDOUT_FILENO)};
}

std::string order_text(Sort sort) {
  switch (sort) {
    case Sort::Newest:
      return "newest first";
    case Sort::Oldest:
      return "oldest first";
    case Sort::Relevance:
      break;
  }
  return "best first";
}

std::string date_text(const Article& article) {
  if (!article.published.date.known()) {
    return article.stated_date.empty() ? "undated" : "undated (\"" + article.stated_date + "\")";
  }
  return human(article.published.date);
}

std::string origin_text(const Article& article) {
  std::string line = article.source.empty() ? "(source not stated)" : article.source;
  line += " · " + date_text(article);
  if (!article.place.empty()) line += " · " + article.place;
  return line;
}

std::string headline_text(std::string_view headline) {
  return std::string(headline.empty() ? "(no headline)" : headline);
}

std::string count_of(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", with_thousands(count), count == 1 ? one : many);
}

std::string count_text(std::uint64_t articles) {
  return count_of(articles, "article", "articles");
}

std::string stories_text(std::uint64_t stories) {
  return count_of(stories, "story", "stories");
}

std::string missing_lines(const std::vector<MissingShard>& missing) {
  std::string out;
  for (const MissingShard& shard : missing) {
    out += fmt::format("not searched: {} ({})\n", shard.name, printable_line(shard.reason));
  }
  return out;
}

void complain_of(const std::vector<MissingShard>& missing) {
  for (const std::string& line : lines_of(missing)) complain(line);
}

std::string left_out_line(std::uint64_t articles) {
  if (articles == 0) return "";
  return fmt::format("left out: {} withheld or canceled; --withheld finds {}\n",
                     count_text(articles), articles == 1 ? "it" : "them");
}

std::string render_text(const SearchResult& result, const TextStyle& style) {
  std::string out;
  for (const Hit& hit : result.hits) {
    const Article& article = hit.article;
    const std::string number = fmt::format("{:>3}. ", hit.rank);
    const std::string indent(number.size(), ' ');
    Snippet headline = hit.headline;
    headline.text = headline_text(headline.text);
    std::string lines = laid_out(headline, indent, kBold, style);
    lines.replace(0, number.size(), number);
    out += lines;
    out += fmt::format("{}{}\n", indent, styled(origin_line(hit), kDim, style.color));
    out += laid_out(hit.passage, indent, "", style);
    if (!article.flags.empty()) {
      out += fmt::format("{}{}\n", indent,
                         styled("! " + list(flag_names(article)), kWarn, style.color));
    }
    out += fmt::format("{}{}\n\n", indent,
                       styled("id " + printable_line(article.id), kDim, style.color));
  }
  out += count_text(result.total.value());
  if (result.stories) out += ", " + stories_text(*result.stories);
  out += ", " + order_text(result.sort);
  if (!result.stories) out += "; stories not counted: many matches are on servers";
  out += '\n' + left_out_line(result.left_out) + missing_lines(result.missing);
  if (!result.next_page.empty()) out += fmt::format("next page: --page {}\n", result.next_page);
  return out + facets_text(result.facets);
}

std::string render_hit(const Hit& hit, std::size_t lines, const TextStyle& style) {
  const std::string number = fmt::format("{:>3}. ", hit.rank);
  const std::string indent(number.size(), ' ');
  TextStyle narrower = style;
  if (narrower.width > 1) --narrower.width;  // room for an ellipsis
  Snippet headline = hit.headline;
  headline.text = headline_text(headline.text);
  const std::string flags = hit.article.flags.empty() ? "" : "! " + list(flag_names(hit.article));
  std::string out = first_lines(laid_out(headline, indent, kBold, narrower), flags.empty() ? 2 : 1);
  out.replace(0, number.size(), number);
  out += first_lines(laid_out({origin_line(hit), {}}, indent, kDim, narrower), 1);
  if (!flags.empty()) {
    out += first_lines(laid_out({flags, {}}, indent, kWarn, narrower), 1);
  }
  return out + first_lines(laid_out(hit.passage, indent, "", narrower), lines - lines_in(out));
}

std::vector<std::string> suggestion_lines(const std::vector<Suggestion>& suggestions,
                                          const std::string& query) {
  std::vector<std::string> lines;
  bool any = false;
  for (const Suggestion& suggestion : suggestions) {
    std::string line = fmt::format("no article has '{}'", printable_line(suggestion.typed));
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

std::string render_article(const FoundArticle& found, const TextStyle& style) {
  const Article& article = found.article;
  std::string out;
  const auto field = [&](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    const std::string label = fmt::format("{:<11}", std::string(name) + ":");
    out += fmt::format("{}{}\n", styled(label, kDim, style.color), printable_line(value));
  };
  out += laid_out({headline_text(article.headline), {}}, "", kBold, style) + "\n";
  const auto facet = [&](const fields::Row& row) {
    field(row.key, list(fields::values(article, row)));
  };
  facet(fields::kRows[fields::index_of("source")]);
  if (article.published.date.known()) {
    field("published", fmt::format("{} (from the {})", iso(article.published.date),
                                   name_of(article.published.evidence)));
  } else {
    field("published", date_text(article));
  }
  if (article.dateline_date.known()) field("dateline", iso(article.dateline_date));
  for (const fields::Row* row : fields::facets()) {
    if (row->slot != schema::kSource) facet(*row);
  }
  field("url", article.url);
  field("flags", list(flag_names(article)));
  field("story", found.story.articles == 1
                     ? ""
                     : fmt::format("{} ({})", found.story.id, story_text(found.story)));
  if (article.version > 1) field("version", fmt::format("{}", article.version));
  field("indexed", iso(article.ingested));
  field("id", article.id);
  for (std::string_view rest = article.body; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string line = printable(rest.substr(0, end));
    out += line.empty() ? "" : "\n" + wrapped(line, style.width, "") + "\n";
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

}  // namespace dateline
