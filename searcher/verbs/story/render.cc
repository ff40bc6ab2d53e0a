// SPDX-License-Identifier: GPL-2.0-or-later
// A story as text, CSV and JSON.
#include "searcher/verbs/story/render.h"

#include "common/fields/fields.h"
#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "common/text/joined.h"
#include "common/text/utf8.h"
#include "searcher/render/article.h"
#include "searcher/render/cell.h"
#include "searcher/render/counts.h"
#include "searcher/render/style.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace {

constexpr std::string_view kIndent = "     ";

std::string change_text(const WordDiff& diff) {
  if (diff.removed == 0 && diff.added == 0) return "the same words as the first";
  return fmt::format("{} removed, {} added; {} as in the first",
                     count_of(diff.removed, "word", "words"), with_thousands(diff.added),
                     with_thousands(diff.kept));
}

/// The part with its marks; spaces at its ends are outside them.
std::string marked(const EditedWords& part, bool color) {
  const std::string text = printable(part.text);
  if (part.edit == Edit::Keep) return text;
  const bool is_added = part.edit == Edit::Add;
  const auto begin = std::min(text.find_first_not_of(" \n"), text.size());
  const auto end = text.find_last_not_of(" \n") + 1;
  std::string out = text.substr(0, begin);
  // Words of several lines are marked on each, so that each can be read on its own.
  std::string_view rest = std::string_view(text).substr(begin, std::max(end, begin) - begin);
  while (!rest.empty()) {
    const std::size_t line = std::min(rest.find('\n'), rest.size());
    if (line != 0) {
      const std::string_view words = rest.substr(0, line);
      if (color) {
        out += styled(words, is_added ? kAdded : kRemoved, true);
      } else {
        out += fmt::format("{}{}{}", is_added ? "{+" : "[-", words, is_added ? "+}" : "-]");
      }
    }
    rest.remove_prefix(line);
    if (!rest.empty()) {
      out += '\n';
      rest.remove_prefix(1);
    }
  }
  return out + text.substr(std::max(end, begin));
}

/// Lines as in the text, broken at the width if there is no colour to count.
std::string diff_text(const WordDiff& diff, const TextStyle& style) {
  std::string text;
  for (const EditedWords& part : diff.parts) {
    // What was kept ends as in the newer text, where a space may not follow.
    const bool is_parted = text.empty() || text.back() == ' ' || text.back() == '\n' ||
                           static_cast<unsigned char>(text.back()) >= 0x80;
    if (!is_parted && part.edit != Edit::Keep) text += ' ';
    text += marked(part, style.color);
  }
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = text::trim(rest.substr(0, end));
    if (line.empty()) {
      out += out.empty() || out.ends_with("\n\n") ? "" : "\n";
    } else if (style.color) {
      out += fmt::format("{}{}\n", kIndent, line);
    } else {
      out += wrapped(line, style.width, kIndent) + "\n";
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

std::string copy_text(const StoryCopy& copy, std::size_t number, bool diff,
                      const TextStyle& style) {
  const Article& article = copy.article;
  std::string line = origin_text(article, /*with_time=*/true);
  if (number == 1) line += " · first";
  std::string out =
      fmt::format("{:>3}. {}\n", number, styled(printable_line(line), kBold, style.color));
  out += wrapped(printable_line(headline_text(article.headline)), style.width, kIndent) + "\n";
  if (number != 1) out += fmt::format("{}{}\n", kIndent, change_text(copy.diff));
  if (!article.flags.empty()) {
    out += fmt::format(
        "{}{}\n", kIndent,
        styled(fmt::format("! {}", fmt::join(flag_names(article), ", ")), kWarn, style.color));
  }
  out +=
      fmt::format("{}{}\n", kIndent, styled("id " + printable_line(article.id), kDim, style.color));
  if (diff && number != 1 && copy.diff.added + copy.diff.removed != 0) {
    out += "\n" + diff_text(copy.diff, style);
  }
  return out;
}

std::string_view name_of(Edit edit) {
  switch (edit) {
    case Edit::Keep:
      return "keep";
    case Edit::Remove:
      return "remove";
    case Edit::Add:
      break;
  }
  return "add";
}

}  // namespace

std::string render_story_text(const StoryReport& report, bool diff, const TextStyle& style) {
  std::set<std::string> sources;
  for (const StoryCopy& copy : report.copies) sources.insert(copy.article.source);
  std::string out = fmt::format("story {}: {}", report.id, count_text(report.copies.size()));
  if (report.copies.size() > 1) {
    out += ", " + count_of(sources.size(), "source", "sources");
  }
  out += "\n";
  for (std::size_t i = 0; i < report.copies.size(); ++i) {
    out += "\n" + copy_text(report.copies[i], i + 1, diff, style);
  }
  return out + missing_lines(report.missing);
}

std::string render_story_csv(const StoryReport& report) {
  constexpr std::string_view kBetween = "; ";
  std::string out = "story,number,id,published";
  for (const fields::Row* facet : fields::facets()) out += fmt::format(",{}", facet->key);
  out += ",headline,url,flags,first,asked_for,kept,removed,added\r\n";
  for (std::size_t i = 0; i < report.copies.size(); ++i) {
    const StoryCopy& copy = report.copies[i];
    const Article& article = copy.article;
    out += fmt::format("{},{}", report.id, i + 1);
    std::vector<std::string> cells = {article.id, iso(article.published.date)};
    for (const fields::Row* facet : fields::facets()) {
      cells.push_back(text::joined(fields::values(article, *facet), kBetween));
    }
    cells.insert(cells.end(),
                 {article.headline, article.url, text::joined(flag_names(article), kBetween)});
    for (const std::string& cell : cells) out += "," + csv_cell(printable_line(cell));
    out += fmt::format(",{},{},", i == 0, copy.is_asked_for);
    // The first is not compared with itself.
    out +=
        i == 0 ? ",," : fmt::format("{},{},{}", copy.diff.kept, copy.diff.removed, copy.diff.added);
    out += "\r\n";
  }
  return out;
}

std::string render_story_json(const StoryReport& report, bool diff) {
  Json json = {{"format_version", kJsonFormatVersion},
               {"archive", report.archive_uuid},
               {"revision", report.revision},
               {"story", report.id},
               {"articles", report.copies.size()},
               {"missing", to_json(report.missing)},
               {"copies", Json::array()}};
  for (const StoryCopy& copy : report.copies) {
    Json each = to_json(copy.article);
    each.erase("body");
    each["first"] = json["copies"].empty();
    each["asked_for"] = copy.is_asked_for;
    if (!json["copies"].empty()) {
      each["words"] = {
          {"kept", copy.diff.kept}, {"removed", copy.diff.removed}, {"added", copy.diff.added}};
      if (diff) {
        each["diff"] = Json::array();
        for (const EditedWords& part : copy.diff.parts) {
          each["diff"].push_back({{"edit", name_of(part.edit)}, {"text", part.text}});
        }
      }
    }
    json["copies"].push_back(std::move(each));
  }
  return dump_pretty(json);
}

}  // namespace dateline
