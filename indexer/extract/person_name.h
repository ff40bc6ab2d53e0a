// SPDX-License-Identifier: GPL-2.0-or-later
// What looks like a person's name, and how it is written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// What stands between blanks.
std::vector<std::string_view> words_between_blanks(std::string_view text);

/// Two to five words that begin as names do, or particles ("van der") among them, and none that
/// names a job, a desk or an organisation. Where nothing is written in capitals, or the script has
/// none, form does not decide. A text without a surname ("Jane") does not look like a person.
bool looks_like_person(std::string_view text);

/// True if a word of `text` names a job or a desk ("Political Editor", "Staff and agencies",
/// "AP Business Analyst"). After an initial it is a surname: "E. Writer".
bool names_job(std::string_view text);

/// "Jane Roe Political Editor" → "Jane Roe"; `text` itself if that leaves no person.
std::string_view without_job(std::string_view text);

/// A name that is all in capitals as names are written: "JAN VAN DER ROE" → "Jan van der Roe",
/// "McROE" → "McRoe", "O'ROE" → "O'Roe", "J.P. ROE JR." → "J.P. Roe Jr."; other names, and single
/// words, as they are.
std::string in_person_case(std::string_view name);

}  // namespace dateline
