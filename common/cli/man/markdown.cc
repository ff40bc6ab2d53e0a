// SPDX-License-Identifier: GPL-2.0-or-later
// Line by line: the start of a line says what it is. A table becomes a list of its first column.
#include "common/cli/man/man.h"
#include "common/cli/man/roff.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace dateline::cli {
namespace {

/// Code, emphasis and links in a line, or in the lines of a paragraph.
std::string inline_text(std::string_view text) {
  std::string out;
  std::string plain;
  const auto end_plain = [&] {
    out += roff(plain);
    plain.clear();
  };
  /// Takes the text between `open` and `close`, if it begins here.
  const auto take = [&](std::string_view open, std::string_view close, std::string& taken) {
    if (!text.starts_with(open)) return false;
    const std::size_t end = text.find(close, open.size());
    if (end == std::string_view::npos) return false;
    taken = text.substr(open.size(), end - open.size());
    text.remove_prefix(end + close.size());
    end_plain();
    return true;
  };
  std::string taken;
  while (!text.empty()) {
    if (take("`` ", " ``", taken) || take("`", "`", taken) || take("**", "**", taken)) {
      out += in_font('B', taken);
    } else if (text.starts_with('[') && text.find("](") < text.find('\n') &&
               take("[", "](", taken)) {
      out += in_font('I', taken);
      text.remove_prefix(std::min(text.find(')') + 1, text.size()));
    } else {
      if (text.size() > 1 && text[0] == '\\' && std::ispunct(static_cast<unsigned char>(text[1]))) {
        text.remove_prefix(1);
      }
      plain += text[0];
      text.remove_prefix(1);
    }
  }
  end_plain();
  return out;
}

/// The cells of "| a | b \| c |".
std::vector<std::string> cells(std::string_view row) {
  std::vector<std::string> all(1);
  row.remove_prefix(1);
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '\\' && i + 1 < row.size() && row[i + 1] == '|') {
      all.back() += row[++i];
    } else if (row[i] == '|') {
      all.emplace_back();
    } else {
      all.back() += row[i];
    }
  }
  all.pop_back();  // after the last bar
  for (std::string& cell : all) {
    cell.erase(0, std::min(cell.find_first_not_of(' '), cell.size()));
    cell.erase(cell.find_last_not_of(' ') + 1);
  }
  return all;
}

bool is_ruler(std::string_view row) {
  return row.starts_with("|") && row.find_first_not_of("|-: ") == std::string_view::npos;
}

class Converter {
 public:
  Converter(std::string_view markdown, std::string name, char section)
      : rest_(markdown), name_(std::move(name)), section_(section) {}

  std::string run() {
    while (!rest_.empty()) {
      const std::string_view line = next();
      if (line.starts_with("```")) {
        end_paragraph();
        code();
      } else if (line.starts_with("#")) {
        end_paragraph();
        heading(line);
      } else if (line.starts_with("|")) {
        end_paragraph();
        row(line);
      } else if (line.empty()) {
        end_paragraph();
      } else if (const std::size_t mark = list_mark(line); mark != 0) {
        end_paragraph();
        begin_ =
            fmt::format(".IP \"{}\" 4\n",
                        line.starts_with("- ") ? "\\(bu" : std::string(line.substr(0, mark - 1)));
        paragraph_ = line.substr(mark);
      } else {
        if (!paragraph_.empty()) paragraph_ += "\n";
        paragraph_ += line.substr(std::min(line.find_first_not_of(' '), line.size()));
      }
    }
    end_paragraph();
    return out_;
  }

 private:
  std::string_view next() {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return line;
  }

  /// Length of the "- " or "12. " that begins an item; 0 if nothing does.
  static std::size_t list_mark(std::string_view line) {
    if (line.starts_with("- ")) return 2;
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    return digits != 0 && line.substr(digits).starts_with(". ") ? digits + 2 : 0;
  }

  void end_paragraph() {
    if (!paragraph_.empty()) {
      out_ += begin_;
      const std::string text = inline_text(paragraph_);
      for (std::string_view lines = text; !lines.empty();) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        out_ += text_line(lines.substr(0, end));
        lines.remove_prefix(std::min(end + 1, lines.size()));
      }
    }
    paragraph_.clear();
    begin_ = ".PP\n";
  }

  void code() {
    std::string text;
    for (std::string_view line = next(); !line.starts_with("```"); line = next()) {
      text += std::string(line) + "\n";
      if (rest_.empty()) break;
    }
    out_ += preformatted(text);
  }

  void heading(std::string_view line) {
    const std::size_t level = line.find_first_not_of('#');
    std::string title(line.substr(std::min(level + 1, line.size())));
    if (level == 1) {
      out_ += page_head(name_, section_, title) + macro("SH", {"DESCRIPTION"});
      return;
    }
    if (level == 2) {
      std::transform(title.begin(), title.end(), title.begin(), [](unsigned char c) {
        return c < 0x80 ? static_cast<char>(std::toupper(c)) : static_cast<char>(c);
      });
    }
    out_ += macro(level == 2 ? "SH" : "SS", {title});
  }

  void row(std::string_view line) {
    if (is_ruler(line)) return;
    const bool is_head = is_ruler(rest_.substr(0, rest_.find('\n')));
    std::vector<std::string> all = cells(line);
    for (std::string& cell : all) cell = is_head ? in_font('I', cell) : inline_text(cell);
    if (all.empty()) return;
    const std::string tag = std::move(all.front());
    all.erase(all.begin());
    out_ += ".TP\n" + text_line(tag.empty() ? "\\&" : tag) +
            text_line(fmt::format("{}", fmt::join(all, "; ")));
  }

  std::string_view rest_;
  std::string name_;
  char section_;
  std::string out_;
  std::string paragraph_;        ///< the lines of the current one
  std::string begin_ = ".PP\n";  ///< what begins it
};

}  // namespace

std::string man_page_of_markdown(std::string_view markdown, const std::string& name, char section) {
  return Converter(markdown, name, section).run();
}

}  // namespace dateline::cli
