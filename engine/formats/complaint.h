#pragma once

#include <string>
#include <utility>

#include "engine/values/expected.h"

namespace vitrine::formats {

/// Makes errors about one file: "FILE: PLACE: WHY".
class Complaint {
public:
    explicit Complaint(std::string file) : m_file(std::move(file)) { }

    Unexpected operator()(ErrorCode code, const std::string& place, const std::string& why) const {
        return Unexpected(Error{code, m_file, place, m_file + ": " + place + ": " + why});
    }

private:
    std::string m_file;
};

} // namespace vitrine::formats
