// SPDX-License-Identifier: GPL-2.0-or-later
// A short line between headline and text, or just around them, that begins as a byline does.
#include "indexer/readers/html/visible_author.h"

#include "common/text/utf8.h"
#include "indexer/readers/html/shown_lines.h"
#include "indexer/readers/html/visible_date.h"

#include <algorithm>

namespace dateline::html {
namespace {

/// More words make a sentence.
constexpr std::size_t kMaxNameWords = 8;

/// Names have no digits, and few words.
bool may_be_names(std::string_view text) {
  constexpr std::size_t kMaxNames = 60;
  return !text.empty() && text.size() <= kMaxNames &&
         text.find_first_of("0123456789") == std::string_view::npos &&
         static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) < kMaxNameWords;
}

/// "作者：尹娟 来源：…": what follows a label that says who wrote, up to the next label.
std::string labelled_author(std::string_view line) {
  if (line.size() > kMaxShownLineBytes) return "";
  for (const std::string_view label : {"作者：", "作者:", "撰文：", "執筆：", "執筆者：", "글쓴이:",
                                       "Author:", "Autor:", "Autora:", "Auteur :", "Auteur:",
                                       "Autore:", "Auteur·e :", "Автор:", "Yazar:", "Penulis:"}) {
    const auto at = line.find(label);
    if (at == line.npos) continue;
    std::string_view name = text::trim(line.substr(at + label.size()));
    name = name.substr(0, name.find_first_of("|;[("));
    for (const std::string_view end : {"：", "｜", "　", "  ", "来源", "时间", "编辑"}) {
      name = name.substr(0, name.find(end));
    }
    if (name = text::trim(name); may_be_names(name)) return std::string(name);
  }
  return "";
}

struct Lines {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The blocks to look through.
Lines around_headline(const Outline& outline, std::string_view headline,
                      const std::vector<std::size_t>& text) {
  std::size_t from = text.front();
  for (std::size_t i = 0; i < text.front(); ++i) {
    if (outline.blocks[i].text == headline) from = i;
  }
  return {from - std::min(from, kBlocksBefore),
          std::min(text.front() + kBlocksAfter, outline.blocks.size())};
}

}  // namespace

std::string visible_author(const Outline& outline, std::string_view headline,
                           const std::vector<std::size_t>& text) {
  if (text.empty()) return "";
  const Lines lines = around_headline(outline, headline, text);
  for (std::size_t i = lines.begin; i < lines.end; ++i) {
    const std::string& line = outline.blocks[i].text;
    if (std::string name = labelled_author(line); !name.empty()) return name;
    if (without_by(line).size() == line.size()) continue;
    if (std::string names = names_in_byline(line); !names.empty()) return names;
  }
  return "";
}

std::string_view without_by(std::string_view line) {
  for (const std::string_view by :
       {"By ",    "BY ",      "by ",     "Written by ", "Von ",    "von ",    "VON ", "Par ",
        "PAR ",   "Por ",     "POR ",    "Di ",         "Door ",   "Av ",     "Af ",  "Tekst: ",
        "Text: ", "Texte : ", "Autor: ", "Автор: ",     "Yazan: ", "Author: "}) {
    if (line.starts_with(by)) return line.substr(by.size());
  }
  return line;
}

std::string names_in_byline(std::string_view line) {
  if (line.size() > kMaxShownLineBytes) return "";
  line = without_by(line);
  if (const std::string date = date_in(line); !date.empty()) {
    line = line.substr(0, line.find(date));
  }
  if (line.ends_with(" on ")) line.remove_suffix(4);
  // A list of names is a list of names.
  const std::size_t end = line.find_last_not_of(" ,|");
  const std::string_view list = line.substr(0, end == line.npos ? 0 : end + 1);
  if (list.find('|') == list.npos && may_be_names(list)) return std::string(text::trim(list));
  line = text::trim(line.substr(0, line.find_first_of("|,")));
  return may_be_names(line) ? std::string(line) : "";
}

}  // namespace dateline::html
