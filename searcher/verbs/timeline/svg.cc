// SPDX-License-Identifier: GPL-2.0-or-later
// Vertical bars, one for each query in each row of the chart; if they would be too thin, a line for
// each query, with an area below a single one.
#include "common/terminal/terminal.h"
#include "common/text/utf8.h"
#include "searcher/render/counts.h"
#include "searcher/render/markup.h"
#include "searcher/verbs/timeline/render.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Distinguishable by the colour-blind (Okabe and Ito, 2008).
constexpr std::array<std::string_view, 7> kSeriesColors = {
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#000000"};
/// For lines that have the same colour.
constexpr std::array<std::string_view, 4> kDashes = {"none", "7 5", "1 5", "13 5 1 5"};
static_assert(kSeriesColors.size() * kDashes.size() == kMostQueriesOfPicture);

// In picture units.
constexpr double kWidth = 960;
constexpr double kPlotHeight = 320;
constexpr double kLeft = 80;
constexpr double kRight = 24;
constexpr double kTop = 56;
constexpr double kBottom = kTop + kPlotHeight;
constexpr double kSample = 28;  ///< of a line, in the legend
constexpr double kLegendText = kLeft + kSample + 10;
constexpr double kLine = 20;        ///< from one line of the legend to the next
constexpr double kLabelWidth = 88;  ///< that a label below the axis needs
constexpr double kThinnestBar = 4;  ///< bars that would be thinner are lines
/// Lines do not block the pointer from the figures behind them.
constexpr std::string_view kUnseen = "pointer-events=\"none\"";
/// Longer text is cut to fit in a line of its size: a query may have 4,096 bytes.
constexpr std::size_t kTitleBytes = 64;
constexpr std::size_t kKeyBytes = 100;
constexpr std::size_t kNoteBytes = 40;

std::string shortened(std::string_view text, std::size_t bytes) {
  const std::string_view cut = text::cut(text, bytes);
  return xml_text(cut) + (cut.size() < text.size() ? "…" : "");
}

std::string words_of(const TimelineQuery& query, std::size_t bytes) {
  return query.query.empty() ? "every article" : shortened(printable_line(query.query), bytes);
}

/// 1, 2 or 5 times a power of ten: about four steps to `highest`.
std::uint64_t tick_step(std::uint64_t highest) {
  for (std::uint64_t power = 1;; power *= 10) {
    for (const std::uint64_t factor : {1U, 2U, 5U}) {
      if (factor * power * 5 >= highest) return factor * power;
    }
  }
}

class Picture {
 public:
  explicit Picture(const Timeline& timeline)
      : timeline_(timeline), rows_(rows_of(timeline)), step_(tick_step(highest(timeline))) {
    top_ = std::max<std::uint64_t>(1, (highest(timeline) + step_ - 1) / step_) * step_;
    row_width_ = (kWidth - kLeft - kRight) / std::max<double>(1, static_cast<double>(rows_.size()));
    bar_width_ = 0.84 * row_width_ / static_cast<double>(timeline.queries.size());
    as_lines_ = bar_width_ < kThinnestBar || timeline.queries.size() > kSeriesColors.size();
    has_gaps_ = std::any_of(timeline.buckets.begin(), timeline.buckets.end(),
                            [](const TimelineBucket& bucket) { return bucket.articles == 0; });
  }

  std::string draw() const {
    const double legend = kBottom + 3 * kLine;
    const std::vector<std::string> lines = notes();
    const std::size_t below = timeline_.queries.size() + (has_gaps_ ? 1 : 0) + lines.size();
    const double height = legend + kLine * static_cast<double>(below);
    std::string out = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
        "height=\"{1}\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\" "
        "fill=\"#222222\">\n<title>{2}</title>\n"
        "<defs><pattern id=\"no-coverage\" width=\"6\" height=\"6\" "
        "patternUnits=\"userSpaceOnUse\"><path d=\"M0 6L6 0\" stroke=\"#AAAAAA\"/></pattern>"
        "</defs>\n<rect width=\"{0}\" height=\"{1}\" fill=\"#FFFFFF\"/>\n"
        "<text x=\"{3}\" y=\"28\" font-size=\"18\" font-weight=\"bold\">{2}</text>\n",
        kWidth, height, title(), kLeft);
    out += axes();
    out += "<g pointer-events=\"all\">\n";
    for (std::size_t r = 0; r < rows_.size(); ++r) out += row(r);
    out += "</g>\n";
    if (as_lines_) {
      for (std::size_t q = 0; q < timeline_.queries.size(); ++q) out += line(q);
    }
    double y = legend;
    for (std::size_t q = 0; q < timeline_.queries.size(); ++q, y += kLine) out += key(q, y);
    if (has_gaps_) {
      out += fmt::format(
          "<rect x=\"{}\" y=\"{:.1f}\" width=\"12\" height=\"12\" "
          "fill=\"url(#no-coverage)\" stroke=\"#AAAAAA\"/>\n",
          kLeft, y - 11);
      out += text(kLegendText, y, "start",
                  no_coverage(timeline_) + ": there is no article of that time");
      y += kLine;
    }
    for (const std::string& note : lines) {
      out += text(kLeft, y, "start", note);
      y += kLine;
    }
    return out + "</svg>\n";
  }

 private:
  static std::string text(double x, double y, std::string_view anchor, std::string_view escaped) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y,
                       anchor, escaped);
  }

  [[nodiscard]] double height_of(std::uint64_t matches) const {
    return kPlotHeight * static_cast<double>(matches) / static_cast<double>(top_);
  }
  [[nodiscard]] double left_of(std::size_t row) const {
    return kLeft + row_width_ * static_cast<double>(row);
  }

  [[nodiscard]] std::string title() const {
    const std::string by(name_of(timeline_.by));
    if (timeline_.queries.size() == 1) {
      return fmt::format("Articles by {}: {}", by,
                         words_of(timeline_.queries.front(), kTitleBytes));
    }
    return fmt::format("Articles by {}: {} queries", by, timeline_.queries.size());
  }

  [[nodiscard]] std::string axes() const {
    std::string out;
    for (std::uint64_t tick = 0; tick <= top_; tick += step_) {
      const double y = kBottom - height_of(tick);
      out += fmt::format("<path d=\"M{} {:.1f}H{}\" stroke=\"{}\"/>\n", kLeft, y, kWidth - kRight,
                         tick == 0 ? "#222222" : "#DDDDDD");
      out += text(kLeft - 8, y + 4, "end", with_thousands(tick));
    }
    const double middle = kTop + kPlotHeight / 2;
    out += fmt::format(
        "<text x=\"18\" y=\"{0:.1f}\" text-anchor=\"middle\" "
        "transform=\"rotate(-90 18 {0:.1f})\">articles that match</text>\n",
        middle);
    return out + text((kLeft + kWidth - kRight) / 2, kBottom + 2 * kLine, "middle",
                      fmt::format("{} of publication", name_of(timeline_.by)));
  }

  /// The bars of one row, and its name if there is room.
  [[nodiscard]] std::string row(std::size_t r) const {
    const TimelineBucket& bucket = timeline_.buckets[rows_[r].first];
    const TimelineBucket& last = timeline_.buckets[rows_[r].first + rows_[r].buckets - 1];
    const bool is_run = rows_[r].buckets > 1;
    const std::string name = is_run ? fmt::format("{} to {}", bucket.name, last.name) : bucket.name;
    std::string out;
    const auto every = static_cast<std::size_t>(std::ceil(kLabelWidth / row_width_));
    if (r % every == 0) {
      out += text(left_of(r) + row_width_ / 2, kBottom + kLine, "middle",
                  is_run ? bucket.name + "…" : bucket.name);
    }
    if (bucket.articles == 0) {
      return out + rectangle(left_of(r), row_width_, kPlotHeight, "url(#no-coverage)",
                             name + ": " + no_coverage(timeline_));
    }
    for (std::size_t q = 0; q < bucket.matches.size() && !as_lines_; ++q) {
      out += rectangle(left_of(r) + 0.08 * row_width_ + bar_width_ * static_cast<double>(q),
                       bar_width_, height_of(bucket.matches[q]), color_of(q),
                       name + ", " + figures(bucket, q));
    }
    if (as_lines_) out += figures_of_lines(r, name);
    return out;
  }

  [[nodiscard]] std::string figures(const TimelineBucket& bucket, std::size_t q) const {
    const std::string name = words_of(timeline_.queries[q], kKeyBytes);
    const std::string matches = with_thousands(bucket.matches[q]);
    const std::string base = count_text(share_base(bucket, q));
    return bucket.parts.empty()
               ? fmt::format("{}: {} of {}, {}", name, matches, base, share_text(bucket, q))
               : fmt::format("{}: {}; {} of {}", name, matches, share_text(bucket, q), base);
  }

  /// The invisible tooltip of the row.
  [[nodiscard]] std::string figures_of_lines(std::size_t r, const std::string& name) const {
    const TimelineBucket& bucket = timeline_.buckets[rows_[r].first];
    std::string all = name;
    for (std::size_t q = 0; q < bucket.matches.size(); ++q) all += "\n" + figures(bucket, q);
    return rectangle(left_of(r), row_width_, kPlotHeight, "none", all);
  }

  [[nodiscard]] bool is_covered(std::size_t row) const {
    return timeline_.buckets[rows_[row].first].articles != 0;
  }

  /// A line through the middles of rows, broken where there is no coverage.
  [[nodiscard]] std::string line(std::size_t q) const {
    std::string path;
    std::string area;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (!is_covered(r)) continue;
      const double x = left_of(r) + row_width_ / 2;
      const double y = kBottom - height_of(timeline_.buckets[rows_[r].first].matches[q]);
      const bool begins = r == 0 || !is_covered(r - 1);
      const bool ends = r + 1 == rows_.size() || !is_covered(r + 1);
      if (begins) area += fmt::format("M{:.1f} {}", x, kBottom);
      area += fmt::format("L{:.1f} {:.1f}", x, y);
      if (ends) area += fmt::format("V{}Z", kBottom);
      // A line of zero length shows as a dot.
      path += begins ? fmt::format("M{:.1f} {:.1f}h0", x, y) : fmt::format("L{:.1f} {:.1f}", x, y);
    }
    std::string out;
    if (timeline_.queries.size() == 1) {
      out += fmt::format("<path d=\"{}\" fill=\"{}\" fill-opacity=\"0.25\" {}/>\n", area,
                         color_of(q), kUnseen);
    }
    return out + stroke(q, path);
  }

  static std::string_view color_of(std::size_t q) {
    return kSeriesColors[q % kSeriesColors.size()];
  }

  static std::string stroke(std::size_t q, std::string_view path) {
    return fmt::format(
        "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" "
        "stroke-dasharray=\"{}\" stroke-linecap=\"round\" stroke-linejoin=\"round\" {}/>\n",
        path, color_of(q), kDashes.at(q / kSeriesColors.size()), kUnseen);
  }

  static std::string rectangle(double x, double width, double height, std::string_view fill,
                               std::string_view escaped) {
    return fmt::format(
        "<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" fill=\"{}\"><title>{}"
        "</title></rect>\n",
        x, kBottom - height, width, height, fill, escaped);
  }

  [[nodiscard]] std::string key(std::size_t q, double y) const {
    const TimelineQuery& query = timeline_.queries[q];
    const std::string sample =
        as_lines_
            ? stroke(q, fmt::format("M{} {:.1f}h{}", kLeft, y - 5, kSample))
            : fmt::format("<rect x=\"{}\" y=\"{:.1f}\" width=\"12\" height=\"12\" fill=\"{}\"/>\n",
                          kLeft, y - 11, color_of(q));
    return sample +
           text(kLegendText, y, "start",
                fmt::format("{}: {}", words_of(query, kKeyBytes), count_text(query.total)));
  }

  /// What is not in the chart, of `whose` articles.
  void add_note(std::vector<std::string>& notes, const std::string& whose, const Unplaced& unplaced,
                std::uint64_t left_out) const {
    std::vector<std::string> parts;
    const auto add = [&](std::uint64_t articles, std::string_view what) {
      if (articles != 0) parts.push_back(fmt::format("{} {}", with_thousands(articles), what));
    };
    add(unplaced.less_precise,
        fmt::format("dated less precisely than by {}", name_of(timeline_.by)));
    add(unplaced.undated, "undated");
    add(left_out, "withheld or canceled");
    if (parts.empty()) return;
    notes.push_back(fmt::format("Not in the chart, of {}: {}", whose, fmt::join(parts, ", ")));
  }

  [[nodiscard]] std::vector<std::string> notes() const {
    std::vector<std::string> out;
    for (const TimelineQuery& query : timeline_.queries) {
      add_note(out, words_of(query, kNoteBytes), query.unplaced, query.left_out);
      if (query.share_of) {
        out.push_back(fmt::format(
            "Shares of {}: of {}", words_of(query, kKeyBytes),
            shortened(query.share_of->empty() ? "every article" : printable_line(*query.share_of),
                      kKeyBytes)));
      }
    }
    add_note(out, "the whole archive", timeline_.unplaced, 0);
    for (const MissingShard& shard : timeline_.missing) {
      out.push_back(
          fmt::format("Not searched: {}", shortened(printable_line(shard.name), kKeyBytes)));
    }
    return out;
  }

  const Timeline& timeline_;
  std::vector<TimelineRow> rows_;
  std::uint64_t step_;
  std::uint64_t top_ = 1;  ///< of the axis
  double row_width_ = 0;
  double bar_width_ = 0;
  bool as_lines_ = false;
  bool has_gaps_ = false;  ///< is some time not covered?
};

}  // namespace

std::string xml_text(std::string_view text) {
  std::string out = markup_text(printable_line(text));
  constexpr std::string_view kApostrophe = "&apos;";
  for (std::size_t at = out.find('\''); at != std::string::npos; at = out.find('\'', at)) {
    out.replace(at, 1, kApostrophe);
  }
  return out;
}

std::string render_timeline_svg(const Timeline& timeline) {
  return Picture(timeline).draw();
}

}  // namespace dateline
