// SPDX-License-Identifier: GPL-2.0-or-later
// `name:"Muammar Gadhafi"`, `names(Muammar Gadhafi, not Kadafi)`: how it is read, and one word of
// it. See names.cc for what the words are asked for together.
#include "common/engine/plan/name_word.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/leaf.h"
#include "common/errors/errors.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dateline::query {
namespace {

using Words = std::vector<std::string>;

/// Words that belong together: "Jong-il", "Abdel Fattah", "Gadhafi".
struct Unit {
  Words words;
  std::string particle;  ///< before it, as in "bin Laden"; may be left out
  bool is_article = false;
};

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_article(const std::string& word) {
  return is_one_of(word, {"al", "el", "ul", "as", "ash", "ad", "ar", "az", "at", "an"});
}
/// Begins a name of two words.
bool binds_next(const std::string& word) {
  return is_one_of(word, {"abd", "abdel", "abdal", "abdul", "abdol", "abdoul", "abder", "abdur",
                          "abu", "abou", "abi"});
}
/// Says which of a family.
bool is_suffix(const std::string& word) {
  return is_one_of(word, {"jr", "sr", "ii", "iii", "iv"});
}

bool is_syllables(const std::string& word) {
  return text::is_name_syllable(word) || !text::syllable_parts(word).empty();
}

/// A word of a name, and whether a hyphen joins it to the one before.
struct Typed {
  std::string word;
  bool is_joined = false;
};

std::vector<Typed> words_of(std::string_view text) {
  std::vector<Typed> all;
  std::size_t end = 0;
  for (const text::Token token : text::tokens(text)) {
    const std::string_view written = token.in(text);
    const std::string word = text::name_word(text::normalise(written, ""));
    const bool joined = !all.empty() && token.begin == end + 1 && text[end] == '-';
    end = token.end;
    if (word.empty()) continue;
    // "ElBaradei"
    const auto inner =
        std::find_if(written.begin() + 1, written.end(), [](char c) { return ascii::is_upper(c); });
    const std::string start =
        text::fold(written.substr(0, static_cast<std::size_t>(inner - written.begin())));
    if (inner != written.end() && text::is_name_particle(start) && word.starts_with(start)) {
      all.push_back({start, joined});
      all.push_back({word.substr(start.size()), true});
      continue;
    }
    all.push_back({word, joined});
  }
  if (all.size() > 1 && is_suffix(all.back().word)) all.pop_back();
  return all;
}

std::vector<Unit> units_of(const std::vector<Typed>& typed) {
  std::vector<Unit> units;
  Unit next;
  bool is_open = false;  // does the last unit want another word?
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const auto& [word, joined] = typed[i];
    const bool last = i + 1 == typed.size();
    // What is written apart at the beginning is a name: "Al Gore", "Ben Ali".
    const bool may_go = i > 0 || (!last && typed[i + 1].is_joined);
    if (!last && is_article(word) && may_go) {
      next.is_article = true;
      next.particle = word;
    } else if (!last && text::is_name_particle(word) && !binds_next(word) && may_go) {
      next.is_article = false;
      next.particle += word;
    } else if (!units.empty() && (is_open || (joined && next.particle.empty()))) {
      units.back().words.push_back(word);
      next = {};
      is_open = false;
    } else {
      next.words = {word};
      units.push_back(std::exchange(next, {}));
      is_open = !last && binds_next(word);
    }
  }
  return units;
}

/// The tree below a Names, made from what was typed.
class Reading {
 public:
  explicit Reading(Node typed) : typed_(std::move(typed)) {}

  Node run() {
    std::vector<std::vector<Typed>> parts;
    Words struck;
    for (std::string_view rest = typed_.text; !rest.empty();) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      const std::string_view part = text::trim(rest.substr(0, comma));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
      std::vector<Typed> words = words_of(part);
      if (words.size() > 1 && words.front().word == "not" && !parts.empty()) {
        for (auto it = words.begin() + 1; it != words.end(); ++it) struck.push_back(it->word);
      } else if (!words.empty()) {
        parts.push_back(std::move(words));
      }
    }
    if (typed_.text.find_first_of("*?") != std::string::npos) {
      throw Error(Code::Usage, "names() takes a name without wildcards",
                  "leave the wildcards out: all spellings of the name are found");
    }
    if (parts.empty()) {
      throw Error(Code::Usage, "names() takes a person's name",
                  "write the name in it, as in names(Muammar Gadhafi)");
    }
    if (parts.size() > 2) {
      throw Error(Code::Usage, "a name has one comma at most, after the surname",
                  "join several names by OR: name:\"Gadhafi, Muammar\" OR name:Mubarak");
    }
    Node all = read(std::move(parts));
    std::sort(struck.begin(), struck.end());
    struck.erase(std::unique(struck.begin(), struck.end()), struck.end());
    for (const std::string& word : struck) {
      if (strike(all, word)) {
        all.text += ", not " + word;
        continue;
      }
      throw Error(Code::Usage, fmt::format("'{}' is no spelling of a word of this name", word),
                  "leave it out: the name does not find it");
    }
    return all;
  }

 private:
  Node read(std::vector<std::vector<Typed>> parts) {
    Node all = bare(Kind::Names);
    for (const auto& part : parts) {
      if (!all.text.empty()) all.text += ", ";
      for (std::size_t i = 0; i < part.size(); ++i) {
        if (i > 0) all.text += part[i].is_joined ? "-" : " ";
        all.text += part[i].word;
      }
    }
    std::vector<Unit> units = units_of(parts.front());
    Unit surname = units.back();
    units.pop_back();
    if (parts.size() == 2) units = units_of(parts.back());
    if (units.empty() && !surname.particle.empty() && !surname.is_article) {
      surname.words.insert(surname.words.begin(), std::exchange(surname.particle, ""));
    }
    if (parts.size() == 1 && units.size() == 1 && units.front().words.size() == 1 &&
        surname.words.size() == 1 && text::is_name_particle(units.front().words.front())) {
      surname.words.insert(surname.words.begin(), units.front().words.front());
      units.clear();
    }
    is_syllabic_ = !units.empty() && of_syllables(surname) &&
                   std::all_of(units.begin(), units.end(), of_syllables);
    // "Kim Jong Il"
    if (is_syllabic_ && units.size() == 2 && units[1].words.size() == 1 &&
        surname.words.size() == 1) {
      surname.words.insert(surname.words.begin(), units[1].words.front());
      units.pop_back();
    }
    all.children.push_back(spellings_of(surname));
    if (units.empty()) return all;
    all.children.push_back(first_name(units));
    if (!is_syllabic_) add_initials(units.front().words.front(), all);
    return all;
  }

  static bool of_syllables(const Unit& unit) {
    return unit.particle.empty() && std::all_of(unit.words.begin(), unit.words.end(), is_syllables);
  }

  /// A node with the place and field of what was typed.
  [[nodiscard]] Node bare(Kind kind) const {
    Node node;
    node.kind = kind;
    node.span = typed_.span;
    node.field = typed_.field;
    node.count = kind == Kind::Near ? 0 : typed_.count;
    // What hyphens join is not looked for as one word.
    node.form = kind == Kind::Name || kind == Kind::Names ? Form::Exact : Form::Stem;
    return node;
  }

  [[nodiscard]] Node word(const std::string& text) const {
    Node node = bare(Kind::Name);
    node.text = text;
    node.form = text::is_name_particle(text) ? Form::Exact : Form::Cased;
    return node;
  }

  /// The words one after another, with an article between them or not. Only the first needs a
  /// capital: "Jong-il".
  [[nodiscard]] Node in_order(const Words& words, unsigned distance) const {
    Node node = bare(Kind::Near);
    node.field = Field::Text;
    node.ordered = true;
    node.distance = distance;
    for (const std::string& one : words) node.children.push_back(word(one));
    for (std::size_t i = 1; i < words.size(); ++i) node.children[i].form = Form::Exact;
    return node;
  }

  [[nodiscard]] Node any_of(std::vector<Node> nodes) const {
    if (nodes.size() == 1) return std::move(nodes.front());
    Node node = bare(Kind::Or);
    node.field = Field::Text;
    node.children = std::move(nodes);
    return node;
  }

  [[nodiscard]] Node spellings_of(const Unit& unit) const {
    const bool is_abd = unit.words.size() == 2 && unit.words.front().starts_with("abd");
    const std::string joined =
        is_abd ? "abdel" + unit.words.back() : fmt::format("{}", fmt::join(unit.words, ""));
    std::vector<Node> all = {word(joined)};
    // "Abdurrahman"
    if (is_abd) all.push_back(word("abdu" + unit.words.back()));
    if (unit.words.size() > 1) {
      all.push_back(in_order(unit.words, binds_next(unit.words.front()) ? 2 : 1));
    } else {
      for (const Words& parted : parts_of(joined)) {
        all.push_back(in_order(parted, joined.starts_with("abd") ? 2 : 1));
      }
    }
    if (!unit.particle.empty()) all.push_back(word(unit.particle + joined));
    return any_of(std::move(all));
  }

  /// "Abdelaziz" as two words; so "Jongil", in a name that is all syllables.
  [[nodiscard]] std::vector<Words> parts_of(const std::string& joined) const {
    constexpr std::size_t kAbdel = 5;
    constexpr std::size_t kLeast = 9;
    if (joined.starts_with("abd") && joined.size() >= kLeast) {
      return {{joined.substr(0, kAbdel), joined.substr(kAbdel)}};
    }
    std::vector<Words> all;
    if (!is_syllabic_) return all;
    for (const std::size_t end : text::syllable_parts(joined)) {
      if (end > 1 && joined.size() - end > 1) {
        all.push_back({joined.substr(0, end), joined.substr(end)});
      }
    }
    return all;
  }

  /// Middle names may be left out, and "Man Mohan" be one word.
  [[nodiscard]] Node first_name(const std::vector<Unit>& units) const {
    Node first = spellings_of(units.front());
    if (units.size() == 1 || units[0].words.size() > 1 || units[1].words.size() > 1) return first;
    if (units.front().words.front().size() < 2) return first;
    std::vector<Node> all;
    if (first.kind == Kind::Or) {
      all = std::move(first.children);
    } else {
      all.push_back(std::move(first));
    }
    all.push_back(word(units[0].words.front() + units[1].words.front()));
    return any_of(std::move(all));
  }

  void add_initials(const std::string& first, Node& all) const {
    std::vector<Node> initials;
    for (const std::string& letter : text::initials_of_name(first)) {
      Node initial = bare(Kind::Word);
      initial.text = letter;
      initial.form = Form::Cased;
      initials.push_back(std::move(initial));
    }
    if (!initials.empty()) all.children.push_back(any_of(std::move(initials)));
  }

  static bool strike(Node& node, const std::string& word) {
    bool struck = false;
    if (node.kind == Kind::Name && NameWord(node).matches(word)) {
      node.struck.push_back(word);
      struck = true;
    }
    for (Node& child : node.children) struck = strike(child, word) || struck;
    return struck;
  }

  Node typed_;
  bool is_syllabic_ = false;
};

class Name final : public Leaf {
 public:
  std::string_view help() const override {
    return "  name:\"Muammar Gadhafi\"          a person, however the press spells the name\n"
           "  names(Muammar Gadhafi, not Kadafi)\n"
           "                                the same without a spelling that explain lists\n";
  }
  std::span<const std::string_view> completions() const override {
    static constexpr std::string_view kNames[] = {"names("};
    return kNames;
  }
  std::optional<Node> before_bracket(std::string_view name) const override {
    if (text::fold(name) != "names") return std::nullopt;
    Node node;
    node.kind = Kind::Name;
    return node;
  }

  bool is_open() const override { return true; }

  Node read(std::string_view inside) const override {
    Node node;
    node.kind = Kind::Name;
    node.text = inside;
    return node;
  }
  /// The whole name.
  Node in_text(Node node) const override { return Reading(std::move(node)).run(); }

  void add_meant(const Node& node, text::TermMaker& /*maker*/,
                 std::vector<Meant>& meant) const override {
    const NameWord name(node);
    meant.push_back({"", nullptr, [name](std::string_view written, std::string_view word) {
                       return name.accepts(written, word);
                     }});
  }

  std::string_view kind() const override { return "name"; }
  std::string in_words(const Node& node) const override {
    Node plain = node;
    plain.form = Form::Stem;
    const std::string struck =
        node.struck.empty() ? "" : fmt::format(" but {}", fmt::join(node.struck, ", "));
    return fmt::format("any spelling of \"{}\"{}{}", node.text, struck, where_in_words(plain));
  }
  std::string canonical(const Node& node) const override {
    return in_field(node, fmt::format("names({})", node.text));
  }
};

}  // namespace

const Operator& name_operator() {
  static const Name name;
  return name;
}

}  // namespace dateline::query
