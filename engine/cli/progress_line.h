#pragma once

#include <string>

namespace vitrine::cli {

/// How far long work is, on one line of standard error; nothing where that is no terminal.
class ProgressLine {
public:
    explicit ProgressLine(std::string label);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// From 0 to 1; `remark` follows it.
    void show(double part, const std::string& remark = {});

private:
    std::string m_label;
    bool m_terminal;
    bool m_shown = false;
};

} // namespace vitrine::cli
