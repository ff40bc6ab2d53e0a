// SPDX-License-Identifier: GPL-2.0-or-later
// Options that many verbs share are described once, after the verbs.
#include "common/cli/man/man.h"

#include "common/cli/man/roff.h"
#include "common/text/ascii.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::cli {
namespace {

/// How many verbs must share an option for it to be described once.
constexpr std::size_t kShared = 3;

struct SharedOption {
  const Option* option;
  std::vector<std::string> verbs;
};

std::vector<SharedOption> shared_options(const Program& program) {
  std::vector<SharedOption> all;
  for (const Command* command : program.all()) {
    for (const Option& option : command->options) {
      const auto it = std::find_if(all.begin(), all.end(),
                                   [&](const SharedOption& one) { return *one.option == option; });
      if (it == all.end()) {
        all.push_back({&option, {command->path}});
      } else {
        it->verbs.push_back(command->path);
      }
    }
  }
  std::erase_if(all, [](const SharedOption& one) { return one.verbs.size() < kShared; });
  return all;
}

bool is_shared(const Option& option, const std::vector<SharedOption>& shared) {
  return std::any_of(shared.begin(), shared.end(),
                     [&](const SharedOption& one) { return *one.option == option; });
}

/// "-h, --help", "--from DATE".
std::string heading(const Option& option) {
  std::string out;
  for (const std::string& name : option.names) {
    out += (out.empty() ? "" : ", ") + in_font('B', name);
  }
  if (option.names.empty()) return in_font('I', option.label) + (option.repeats ? " ..." : "");
  return option.takes_value() ? out + " " + in_font('I', option.label) : out;
}

/// "(required; may be given several times)".
std::string remark(const Option& option) {
  std::vector<std::string> remarks;
  if (option.is_required) remarks.emplace_back("required");
  if (option.repeats && !option.names.empty()) remarks.emplace_back("may be given several times");
  return remarks.empty() ? "" : fmt::format(" ({})", fmt::join(remarks, "; "));
}

std::string entry(const Option& option) {
  // Words say themselves whether they may be left out.
  const std::string text =
      option.description + (option.names.empty() ? std::string() : remark(option));
  return ".TP\n" + text_line(heading(option)) + text_line(roff(text));
}

std::string synopsis(const Program& program, const Command& command) {
  std::string out = fmt::format("\\fB{}\\fR", roff(program.name()));
  if (command.path == program.implied_verb) {
    out += fmt::format(" [{}]", in_font('B', command.path));
  } else {
    out += " " + in_font('B', command.path);
  }
  if (!command.options.empty()) out += " [" + in_font('I', "OPTION") + "]...";
  for (const Option& word : command.words) {
    std::string label = in_font('I', word.label) + (word.repeats ? "..." : "");
    out += word.is_required ? " " + label : " [" + label + "]";
  }
  return text_line(out) + ".br\n";
}

/// Paragraphs; lines that begin with spaces are kept as they are.
std::string paragraphs(std::string_view text) {
  std::string out;
  std::string kept;
  const auto end_kept = [&] {
    if (!kept.empty()) out += preformatted(kept);
    kept.clear();
  };
  bool is_begun = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with("  ")) {
      kept += std::string(line.substr(2)) + "\n";
      is_begun = false;
      continue;
    }
    end_kept();
    if (!line.empty() && !is_begun) out += ".PP\n";
    if (!line.empty()) out += text_line(roff(line));
    is_begun = !line.empty();
  }
  end_kept();
  return out;
}

/// The parts of a --help footer, which are separated by empty lines.
std::vector<std::string> parts_of(std::string_view footer) {
  std::vector<std::string> parts;
  while (!footer.empty()) {
    const std::size_t end = std::min(footer.find("\n\n"), footer.size());
    parts.emplace_back(footer.substr(0, end));
    footer.remove_prefix(std::min(end + 2, footer.size()));
  }
  return parts;
}

/// Is the part about one verb, and placed with it?
bool is_of_verb(const std::string& part) {
  return part.starts_with("Examples:");
}

/// What footers say about all verbs: "Queries:" and "Exit codes: …" are headings.
std::string notes(const Program& program) {
  std::vector<std::string> seen;
  std::string out;
  for (const Command* command : program.all()) {
    for (std::string& part : parts_of(command->footer)) {
      if (is_of_verb(part) || std::find(seen.begin(), seen.end(), part) != seen.end()) continue;
      seen.push_back(part);
      const std::size_t colon = part.find(':');
      if (colon == std::string::npos || colon > part.find('\n')) {
        out += paragraphs(part);
        continue;
      }
      std::string title = part.substr(0, colon);
      std::transform(title.begin(), title.end(), title.begin(),
                     [](char c) { return ascii::upper(c); });
      part.erase(0, std::min(part.find_first_not_of(": ", colon), part.size()));
      if (part.starts_with('\n')) part.erase(0, 1);
      out += macro("SH", {title}) + paragraphs(part);
    }
  }
  return out;
}

std::string verb_section(const Command& command, const std::vector<SharedOption>& shared) {
  std::string out = macro("SS", {command.path}) + paragraphs(command.description);
  for (const Option& word : command.words) out += entry(word);
  std::vector<std::string> also;
  for (const Option& option : command.options) {
    if (is_shared(option, shared)) {
      also.push_back(in_font('B', option.names.back()));
    } else {
      out += entry(option);
    }
  }
  if (!also.empty()) {
    out += ".PP\n" + text_line(fmt::format("Also, see below: {}.", fmt::join(also, ", ")));
  }
  for (const std::string& part : parts_of(command.footer)) {
    if (is_of_verb(part)) out += paragraphs(part);
  }
  return out;
}

}  // namespace

std::string man_page(const Program& program, const std::vector<std::string>& see_also) {
  const std::vector<SharedOption> shared = shared_options(program);
  std::vector<const Command*> verbs;
  for (const Command* command : program.all()) {
    if (command->commands.empty()) verbs.push_back(command);
  }
  std::string out = page_head(program.name(), '1', program.root.summary());
  out += macro("SH", {"SYNOPSIS"});
  for (const Command* verb : verbs) out += synopsis(program, *verb);
  out += macro("SH", {"DESCRIPTION"}) + paragraphs(program.root.description);
  for (const Option& option : program.root.options) {
    if (!is_shared(option, shared)) out += entry(option);
  }
  out += macro("SH", {"COMMANDS"});
  for (const Command* verb : verbs) out += verb_section(*verb, shared);
  out += macro("SH", {"COMMON OPTIONS"});
  for (const SharedOption& one : shared) out += entry(*one.option);
  out += notes(program);
  std::vector<std::string> pages;
  for (const std::string& page : see_also) {
    const std::size_t bracket = page.find('(');
    pages.push_back(in_font('B', page.substr(0, bracket)) + page.substr(bracket));
  }
  return out + macro("SH", {"SEE ALSO"}) + text_line(fmt::format("{}", fmt::join(pages, ", ")));
}

}  // namespace dateline::cli
