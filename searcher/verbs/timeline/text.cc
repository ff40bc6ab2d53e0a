// SPDX-License-Identifier: GPL-2.0-or-later
// Horizontal bars, so that a line of text is a bucket with its figures beside it.
#include "common/terminal/terminal.h"
#include "searcher/render/counts.h"
#include "searcher/render/style.h"
#include "searcher/verbs/timeline/render.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Colours of the queries, one after the other.
constexpr std::array<std::string_view, 6> kQueryColors = {"\x1B[34m", "\x1B[33m", "\x1B[32m",
                                                          "\x1B[35m", "\x1B[36m", "\x1B[31m"};

constexpr std::size_t kLeastBarColumns = 8;

std::string colored(const std::string& text, std::size_t query, const TextStyle& style) {
  return styled(text, kQueryColors[query % kQueryColors.size()], style.color);
}

std::size_t digits(std::uint64_t number) {
  return with_thousands(number).size();
}

std::string note(std::string_view who, const Unplaced& unplaced, Bucket by) {
  std::string out;
  if (unplaced.less_precise != 0) {
    out += fmt::format("{}dated less precisely than by {}: {}\n", who, name_of(by),
                       count_text(unplaced.less_precise));
  }
  if (unplaced.undated != 0) {
    out += fmt::format("{}undated: {}\n", who, count_text(unplaced.undated));
  }
  return out;
}

class Chart {
 public:
  Chart(const Timeline& timeline, const TextStyle& style, bool ascii)
      : timeline_(timeline), style_(style), ascii_(ascii), highest_(highest(timeline)) {
    std::uint64_t articles = 0;
    for (const TimelineBucket& bucket : timeline.buckets) {
      name_width_ = std::max(name_width_, bucket.name.size());
      for (std::size_t q = 0; q < bucket.matches.size(); ++q) {
        articles = std::max(articles, share_base(bucket, q));
      }
      articles = std::max(articles, bucket.articles);
    }
    matches_width_ = std::max(matches_width_, digits(highest_));
    articles_width_ = std::max(articles_width_, digits(articles));
    const std::size_t figures = head().size() + 2;
    bar_width_ = std::max(style.width, figures + kLeastBarColumns) - figures;
  }

  std::string draw() const {
    std::string out = legend() + head() + "\n";
    for (const TimelineRow& row : rows_of(timeline_)) {
      out += row.buckets == 1 ? lines_of(timeline_.buckets[row.first]) : gap(row);
    }
    return out + notes();
  }

 private:
  [[nodiscard]] bool compares() const { return timeline_.queries.size() > 1; }
  [[nodiscard]] bool has_parts() const { return timeline_.queries.front().share_of.has_value(); }

  /// A, B, … Z, and then 27, 28, …
  static std::string mark(std::size_t query) {
    return query < 26 ? std::string(1, static_cast<char>('A' + query)) : std::to_string(query + 1);
  }

  [[nodiscard]] std::string legend() const {
    std::string out;
    for (std::size_t q = 0; q < timeline_.queries.size(); ++q) {
      const TimelineQuery& query = timeline_.queries[q];
      const std::string indent(compares() ? mark(q).size() + 2 : 0, ' ');
      const std::string text = printable_line(query.query);
      std::string entry = wrapped(
          fmt::format("{}: {}", text.empty() ? "every article" : text, count_text(query.total)),
          style_.width, indent);
      if (compares()) entry.replace(0, mark(q).size(), colored(mark(q), q, style_));
      out += entry + "\n";
      if (query.left_out != 0) out += indent + left_out_line(query.left_out);
      if (query.share_of) {
        out += wrapped(fmt::format("{}share: of {}, {}", indent,
                                   query.share_of->empty() ? "every article"
                                                           : printable_line(*query.share_of),
                                   count_text(query.part.articles)),
                       style_.width, indent) +
               "\n";
      }
    }
    out += missing_lines(timeline_.missing);
    return out +
           fmt::format("by {}{}\n\n", name_of(timeline_.by),
                       timeline_.is_chosen ? ", chosen for a readable chart; --by changes it" : "");
  }

  [[nodiscard]] std::string head() const {
    return row_of("", compares() ? " " : "", "matches", has_parts() ? "of" : "articles", "share",
                  "sources");
  }

  [[nodiscard]] std::string row_of(std::string_view name, std::string_view mark,
                                   std::string_view matches, std::string_view articles,
                                   std::string_view share, std::string_view sources) const {
    return fmt::format("{:<{}}{}{}  {:>{}}  {:>{}}  {:>7}  {:>7}", name, name_width_,
                       mark.empty() ? "" : " ", mark, matches, matches_width_, articles,
                       articles_width_, share, sources);
  }

  [[nodiscard]] std::string lines_of(const TimelineBucket& bucket) const {
    if (bucket.articles == 0) {
      return row_of(bucket.name, compares() ? " " : "", "-", "0", "-", "0") + "  " +
             no_coverage(timeline_) + "\n";
    }
    std::string out;
    for (std::size_t q = 0; q < bucket.matches.size(); ++q) {
      const std::uint64_t matches = bucket.matches[q];
      const double part =
          highest_ == 0 ? 0 : static_cast<double>(matches) / static_cast<double>(highest_);
      const bool is_first = q == 0;
      out += row_of(is_first ? bucket.name : "", compares() ? mark(q) : "", with_thousands(matches),
                    is_first || has_parts() ? with_thousands(share_base(bucket, q)) : "",
                    share_text(bucket, q), is_first ? with_thousands(bucket.sources) : "");
      const std::string drawn = bar(part, bar_width_, ascii_);
      if (drawn.empty()) out.erase(out.find_last_not_of(' ') + 1);
      out += drawn.empty() ? "\n" : "  " + colored(drawn, q, style_) + "\n";
    }
    return out;
  }

  [[nodiscard]] std::string gap(const TimelineRow& row) const {
    return fmt::format("{} to {}: {} ({} {}s)\n", timeline_.buckets[row.first].name,
                       timeline_.buckets[row.first + row.buckets - 1].name, no_coverage(timeline_),
                       with_thousands(row.buckets), name_of(timeline_.by));
  }

  [[nodiscard]] std::string notes() const {
    std::string out;
    for (std::size_t q = 0; q < timeline_.queries.size(); ++q) {
      out += note(compares() ? mark(q) + ", not in the chart, " : "not in the chart, ",
                  timeline_.queries[q].unplaced, timeline_.by);
      out += outside_note(q);
    }
    out += note("of the whole archive, ", timeline_.unplaced, timeline_.by);
    return out.empty() ? "" : "\n" + out;
  }

  /// Matches that the query of the share does not find, and which it therefore leaves out.
  [[nodiscard]] std::string outside_note(std::size_t q) const {
    const TimelineQuery& query = timeline_.queries[q];
    if (!query.share_of || query.total <= query.part.matches) return "";
    return fmt::format("{}not in the share, because {} does not find them: {}\n",
                       compares() ? mark(q) + ", " : "", printable_line(*query.share_of),
                       count_text(query.total - query.part.matches));
  }

  const Timeline& timeline_;
  const TextStyle& style_;
  bool ascii_;
  std::uint64_t highest_;
  std::size_t name_width_ = 4;
  std::size_t matches_width_ = 7;
  std::size_t articles_width_ = 8;
  std::size_t bar_width_ = kLeastBarColumns;
};

}  // namespace

std::string bar(double part, std::size_t width, bool ascii) {
  constexpr std::array<std::string_view, 8> kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (part <= 0) return "";
  const std::size_t units = ascii ? 1 : kEighths.size();
  const double exact = std::min(part, 1.0) * static_cast<double>(width * units);
  const auto length = static_cast<std::size_t>(std::max(1.0, std::round(exact)));
  if (ascii) return std::string(length, '#');
  std::string out;
  for (std::size_t i = 0; i < length / units; ++i) out += "█";
  return out.append(kEighths[length % units]);
}

std::string no_coverage(const Timeline& timeline) {
  return timeline.missing.empty() ? "no coverage" : "no coverage in what was searched";
}

std::string render_timeline_text(const Timeline& timeline, const TextStyle& style, bool ascii) {
  return Chart(timeline, style, ascii).draw();
}

}  // namespace dateline
