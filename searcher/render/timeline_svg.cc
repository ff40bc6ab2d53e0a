// SPDX-License-Identifier: GPL-2.0-or-later
// Bars stand, one for each query in each row of the chart.
#include "common/terminal.h"
#include "common/text/utf8.h"
#include "searcher/render/markup.h"
#include "searcher/render/timeline.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Told apart by the colour-blind, too (Okabe and Ito, 2008).
constexpr std::array<std::string_view, 6> kColors = {"#0072B2", "#E69F00", "#009E73",
                                                     "#CC79A7", "#56B4E9", "#D55E00"};

// In units of the picture.
constexpr double kWidth = 960;
constexpr double kPlotHeight = 320;
constexpr double kLeft = 80;
constexpr double kRight = 24;
constexpr double kTop = 56;
constexpr double kLine = 20;        ///< from one line of the legend to the next
constexpr double kLabelWidth = 88;  ///< that a label below the axis needs
/// Longer text is cut, to what fits in a line of its size: a query may have 4,096 bytes.
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

/// 1, 2 or 5 times a power of ten: four steps or so to `highest`.
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
  }

  std::string draw() const {
    const double legend = kTop + kPlotHeight + 3 * kLine;
    const std::vector<std::string> lines = notes();
    const double height =
        legend + kLine * static_cast<double>(timeline_.queries.size() + lines.size() + 1);
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
    for (std::size_t r = 0; r < rows_.size(); ++r) out += row(r);
    double y = legend;
    for (std::size_t q = 0; q < timeline_.queries.size(); ++q, y += kLine) out += key(q, y);
    out += fmt::format(
        "<rect x=\"{}\" y=\"{:.1f}\" width=\"12\" height=\"12\" "
        "fill=\"url(#no-coverage)\" stroke=\"#AAAAAA\"/>\n",
        kLeft, y - 11);
    out +=
        text(kLeft + 20, y, "start", no_coverage(timeline_) + ": there is no article of that time");
    for (const std::string& line : lines) out += text(kLeft, y += kLine, "start", line);
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
      const double y = kTop + kPlotHeight - height_of(tick);
      out += fmt::format("<path d=\"M{} {:.1f}H{}\" stroke=\"{}\"/>\n", kLeft, y, kWidth - kRight,
                         tick == 0 ? "#222222" : "#DDDDDD");
      out += text(kLeft - 8, y + 4, "end", with_thousands(tick));
    }
    const double middle = kTop + kPlotHeight / 2;
    out += fmt::format(
        "<text x=\"18\" y=\"{0:.1f}\" text-anchor=\"middle\" "
        "transform=\"rotate(-90 18 {0:.1f})\">articles that match</text>\n",
        middle);
    return out + text((kLeft + kWidth - kRight) / 2, kTop + kPlotHeight + 2 * kLine, "middle",
                      fmt::format("{} of publication", name_of(timeline_.by)));
  }

  /// The bars of one row, and its name, where there is room for it.
  [[nodiscard]] std::string row(std::size_t r) const {
    const TimelineBucket& bucket = timeline_.buckets[rows_[r].first];
    const TimelineBucket& last = timeline_.buckets[rows_[r].first + rows_[r].buckets - 1];
    const bool is_run = rows_[r].buckets > 1;
    const std::string name = is_run ? fmt::format("{} to {}", bucket.name, last.name) : bucket.name;
    std::string out;
    const auto every = static_cast<std::size_t>(std::ceil(kLabelWidth / row_width_));
    if (r % every == 0) {
      out += text(left_of(r) + row_width_ / 2, kTop + kPlotHeight + kLine, "middle",
                  is_run ? bucket.name + "…" : bucket.name);
    }
    if (bucket.articles == 0) {
      return out + rectangle(left_of(r), row_width_, kPlotHeight, "url(#no-coverage)",
                             name + ": " + no_coverage(timeline_));
    }
    const double width = 0.84 * row_width_ / static_cast<double>(bucket.matches.size());
    for (std::size_t q = 0; q < bucket.matches.size(); ++q) {
      out += rectangle(
          left_of(r) + 0.08 * row_width_ + width * static_cast<double>(q), width,
          height_of(bucket.matches[q]), kColors[q % kColors.size()],
          fmt::format("{}, {}: {} of {}, {:.1f} %", name, words_of(timeline_.queries[q], kKeyBytes),
                      with_thousands(bucket.matches[q]), count_text(bucket.articles),
                      100 * share(bucket, q)));
    }
    return out;
  }

  static std::string rectangle(double x, double width, double height, std::string_view fill,
                               std::string_view escaped) {
    return fmt::format(
        "<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" fill=\"{}\"><title>{}"
        "</title></rect>\n",
        x, kTop + kPlotHeight - height, width, height, fill, escaped);
  }

  [[nodiscard]] std::string key(std::size_t q, double y) const {
    const TimelineQuery& query = timeline_.queries[q];
    return fmt::format("<rect x=\"{}\" y=\"{:.1f}\" width=\"12\" height=\"12\" fill=\"{}\"/>\n",
                       kLeft, y - 11, kColors[q % kColors.size()]) +
           text(kLeft + 20, y, "start",
                fmt::format("{}: {}", words_of(query, kKeyBytes), count_text(query.total)));
  }

  /// What is not in the chart.
  [[nodiscard]] std::vector<std::string> notes() const {
    std::vector<std::string> out;
    for (const TimelineQuery& query : timeline_.queries) {
      const Unplaced& unplaced = query.unplaced;
      if (unplaced.less_precise + unplaced.undated + query.left_out == 0) continue;
      out.push_back(fmt::format(
          "Not in the chart, of {}: {} dated less precisely, {} undated, {} withheld or canceled",
          words_of(query, kNoteBytes), with_thousands(unplaced.less_precise),
          with_thousands(unplaced.undated), with_thousands(query.left_out)));
    }
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
