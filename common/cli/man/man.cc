// SPDX-License-Identifier: GPL-2.0-or-later
// Options that many verbs share are described once, after the verbs. What a user types is bold,
// and placeholders are italic.
#include "common/cli/man/man.h"

#include "common/cli/version.h"
#include "common/text/ascii.h"
#include "common/text/markdown.h"

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

std::string bold(std::string_view text) {
  return fmt::format("**{}**", markdown_line(text));
}

std::string italic(std::string_view text) {
  return fmt::format("*{}*", markdown_line(text));
}

/// The metadata that lowdown needs, and the NAME section as mandb reads it. Headings are one level
/// deeper than lowdown takes them: the first one is for the title of a document.
std::string page_head(const std::string& name, char section, std::string summary) {
  if (!summary.empty()) summary[0] = ascii::lower(summary[0]);
  return fmt::format(
      "title: {}\nsection: {}\nsource: Dateline {}\nvolume: {}\nshiftheadinglevelby: -1\n\n"
      "## NAME\n\n{} - {}\n",
      ascii::upper(name), section, kVersion, section == '1' ? "User Commands" : "Dateline", name,
      markdown_line(summary));
}

/// "-h, --help", "--from DATE".
std::string heading(const Option& option) {
  std::string out;
  for (const std::string& name : option.names) {
    out += (out.empty() ? "" : ", ") + bold(name);
  }
  if (option.names.empty()) return italic(option.label) + (option.repeats ? " ..." : "");
  return option.takes_value() ? out + " " + italic(option.label) : out;
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
  return fmt::format("\n{}\n: {}\n", heading(option), markdown_line(text));
}

std::string synopsis(const Program& program, const Command& command) {
  const std::string verb = bold(command.path);
  std::string out = bold(program.name()) + " ";
  out += command.path == program.implied_verb ? fmt::format("\\[{}\\]", verb) : verb;
  if (!command.options.empty()) out += fmt::format(" \\[{}\\]...", italic("OPTION"));
  for (const Option& word : command.words) {
    const std::string label = italic(word.label) + (word.repeats ? "..." : "");
    out += word.is_required ? " " + label : fmt::format(" \\[{}\\]", label);
  }
  return out;
}

/// Paragraphs; lines that begin with spaces are kept as they are.
std::string paragraphs(std::string_view text) {
  std::string out = "\n";
  bool is_kept = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with("  ") != is_kept) {
      out += is_kept ? "```\n\n" : "\n```\n";
      is_kept = !is_kept;
    }
    out += (is_kept ? std::string(line.substr(2)) : markdown_line(line)) + "\n";
  }
  return is_kept ? out + "```\n" : out;
}

std::string section(const std::string& title) {
  return fmt::format("\n## {}\n", title);
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
      const std::string title = ascii::upper(part.substr(0, colon));
      part.erase(0, std::min(part.find_first_not_of(": ", colon), part.size()));
      if (part.starts_with('\n')) part.erase(0, 1);
      out += section(title) + paragraphs(part);
    }
  }
  return out;
}

std::string verb_section(const Command& command, const std::vector<SharedOption>& shared) {
  std::string out = fmt::format("\n### {}\n", command.path) + paragraphs(command.description);
  for (const Option& word : command.words) out += entry(word);
  std::vector<std::string> also;
  for (const Option& option : command.options) {
    if (is_shared(option, shared)) {
      also.push_back(bold(option.names.back()));
    } else {
      out += entry(option);
    }
  }
  if (!also.empty()) {
    out += fmt::format("\nAlso, see below: {}.\n", fmt::join(also, ", "));
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
  std::vector<std::string> lines;
  for (const Command* verb : verbs) lines.push_back(synopsis(program, *verb));
  out += section("SYNOPSIS") + fmt::format("\n{}\n", fmt::join(lines, "\\\n"));
  out += section("DESCRIPTION") + paragraphs(program.root.description);
  for (const Option& option : program.root.options) {
    if (!is_shared(option, shared)) out += entry(option);
  }
  out += section("COMMANDS");
  for (const Command* verb : verbs) out += verb_section(*verb, shared);
  out += section("COMMON OPTIONS");
  for (const SharedOption& one : shared) out += entry(*one.option);
  out += notes(program);
  std::vector<std::string> pages;
  for (const std::string& page : see_also) {
    const std::size_t bracket = page.find('(');
    pages.push_back(bold(page.substr(0, bracket)) + page.substr(bracket));
  }
  return out + section("SEE ALSO") + fmt::format("\n{}\n", fmt::join(pages, ", "));
}

std::string man_page_of_topic(const std::string& name, std::string_view markdown) {
  const std::size_t end = std::min(markdown.find('\n'), markdown.size());
  const std::string title(markdown.substr(0, end));
  return page_head(name, '7', title.substr(std::min(title.find_first_not_of("# "), title.size()))) +
         section("DESCRIPTION") + std::string(markdown.substr(end));
}

}  // namespace dateline::cli
