// SPDX-License-Identifier: GPL-2.0-or-later
// Cells of tables that spreadsheets open.
#pragma once

#include <string>

namespace dateline {

/// `printable` with an apostrophe before what a spreadsheet would run as a formula (CWE-1236).
std::string no_formula(std::string printable);

/// The same as a cell of RFC 4180, quoted if necessary.
std::string csv_cell(std::string printable);

}  // namespace dateline
