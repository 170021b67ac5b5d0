#include "engine/cli/progress_line.h"

#include <cmath>
#include <iostream>
#include <utility>

#include <unistd.h>

namespace vitrine::cli {

namespace {

constexpr double Percent = 100;
constexpr const char* EraseLine = "\r\x1B[K";

} // namespace

ProgressLine::ProgressLine(std::string label)
    : m_label(std::move(label)), m_terminal(::isatty(STDERR_FILENO) == 1) {
}

ProgressLine::~ProgressLine() {
    if (m_shown) {
        std::cerr << EraseLine << std::flush;
    }
}

void ProgressLine::show(double part, const std::string& remark) {
    if (m_terminal) {
        m_shown = true;
        std::cerr << EraseLine << m_label << ' ' << std::lround(Percent * part) << " %" << remark
                  << std::flush;
    }
}

} // namespace vitrine::cli
