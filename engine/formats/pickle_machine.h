#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/formats/byte_cursor.h"
#include "engine/formats/pickle.h"

namespace vitrine::formats {

/// Runs one pickle: a stack, its marks, a memo, and one small function for each group of
/// instructions. The first instruction that fails leaves its error and ends the run.
class PickleMachine {
public:
    PickleMachine(std::span<const std::byte> bytes, std::string file);
    Expected<Pickle> run();

private:
    using Values = std::vector<PickleValue>;

    // Each takes the instruction's code and returns false, with m_error set, where it fails.
    bool step(std::uint8_t code);
    bool number(std::uint8_t code);
    bool text(std::uint8_t code);
    bool container(std::uint8_t code);
    bool store(std::uint8_t code);
    bool memo(std::uint8_t code);
    bool object(std::uint8_t code);

    bool append(const Values& items);
    bool setItems(const Values& keysAndValues);
    bool global(std::string_view module, std::string_view name);
    bool persistentId();
    bool reduce();
    bool rebuildTensor(const Values& arguments, bool second);
    bool rebuildParameter(const Values& arguments);
    bool build();

    bool push(const PickleValue& value);
    bool pushList(Values items);
    bool pushDict();
    bool remember(std::uint64_t slot);
    bool recall(std::uint64_t slot);
    std::optional<PickleValue> pop();
    /// What lies above the last mark, which goes too.
    std::optional<Values> popToMark();
    std::optional<Values> popTop(std::size_t count);
    const Values* listOf(const PickleValue& value) const;
    std::optional<std::vector<std::int64_t>> integersOf(const PickleValue& value) const;

    template <typename T, typename Action>
    bool withOperand(const Action& action);
    bool fail(ErrorCode code, const std::string& place, const std::string& why);
    bool damaged(const std::string& why);
    bool truncated();

    ByteCursor m_cursor;
    std::string m_file;
    std::size_t m_instruction = 0; // where the one being run stands
    Pickle m_pickle;
    Values m_stack;
    std::vector<std::size_t> m_marks;
    std::unordered_map<std::uint64_t, PickleValue> m_memo;
    std::optional<Error> m_error;
};

} // namespace vitrine::formats
