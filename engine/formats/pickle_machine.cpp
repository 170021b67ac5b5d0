#include "engine/formats/pickle_machine.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <utility>

namespace vitrine::formats {

namespace {

/// A state dict takes about fifty instructions for each tensor; this is room for 80,000 tensors.
constexpr std::size_t MostInstructions = 4'000'000;

/// Instructions, by their names in pickletools.
enum Code : std::uint8_t {
    Mark = '(',
    Stop = '.',
    Pop = '0',
    PopMark = '1',
    Dup = '2',
    BinFloat = 'G',
    BinInt = 'J',
    BinInt1 = 'K',
    BinInt2 = 'M',
    None = 'N',
    BinPersistentId = 'Q',
    Reduce = 'R',
    BinString = 'T',
    ShortBinString = 'U',
    BinUnicode = 'X',
    Append = 'a',
    Build = 'b',
    Global = 'c',
    Dict = 'd',
    Appends = 'e',
    BinGet = 'h',
    LongBinGet = 'j',
    List = 'l',
    BinPut = 'q',
    LongBinPut = 'r',
    SetItem = 's',
    Tuple = 't',
    SetItems = 'u',
    EmptyDict = '}',
    EmptyList = ']',
    EmptyTuple = ')',
    Protocol = 0x80,
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    True = 0x88,
    False = 0x89,
    Long1 = 0x8a,
    ShortBinUnicode = 0x8c,
    BinUnicode8 = 0x8d,
    StackGlobal = 0x93,
    Memoize = 0x94,
    Frame = 0x95,
};

constexpr std::uint8_t NewestProtocol = 4;
// What is read again each time it is referred to must be small, or a short file costs much memory.
constexpr std::size_t MostArguments = 7;
constexpr std::size_t MostDimensions = 64; // PyTorch's own limit

struct StorageClass {
    std::string_view name;
    DataType type;
};
constexpr std::array StorageClasses{
    StorageClass{"FloatStorage", DataType::Float32},
    StorageClass{"HalfStorage", DataType::Float16},
    StorageClass{"BFloat16Storage", DataType::BFloat16},
    StorageClass{"DoubleStorage", DataType::Float64},
    StorageClass{"LongStorage", DataType::Int64},
    StorageClass{"IntStorage", DataType::Int32},
    StorageClass{"ShortStorage", DataType::Int16},
    StorageClass{"CharStorage", DataType::Int8},
    StorageClass{"ByteStorage", DataType::UInt8},
    StorageClass{"BoolStorage", DataType::Bool},
};

std::optional<PickleValue> knownGlobal(std::string_view module, std::string_view name) {
    if (module == "torch" || module == "torch.cuda") {
        const auto* storage = std::ranges::find(StorageClasses, name, &StorageClass::name);
        return storage == StorageClasses.end() ? std::nullopt
                                               : std::optional<PickleValue>(storage->type);
    }
    if (module == "collections" && name == "OrderedDict") {
        return PickledGlobal::OrderedDict;
    }
    if (module == "torch._utils" && name == "_rebuild_tensor") {
        return PickledGlobal::RebuildTensor;
    }
    if (module == "torch._utils" && name == "_rebuild_tensor_v2") {
        return PickledGlobal::RebuildTensorV2;
    }
    if (module == "torch._utils" && name == "_rebuild_parameter") {
        return PickledGlobal::RebuildParameter;
    }
    return std::nullopt;
}

std::string hexadecimal(std::uint8_t code) {
    std::array<char, 2> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), code, /*base=*/16).ptr;
    return "0x" + std::string(digits.begin(), end);
}

} // namespace

PickleMachine::PickleMachine(std::span<const std::byte> bytes, std::string file)
    : m_cursor(bytes), m_file(std::move(file)) {
}

Expected<Pickle> PickleMachine::run() {
    for (std::size_t done = 0; !m_error; ++done) {
        m_instruction = m_cursor.position();
        const auto code = m_cursor.read<std::uint8_t>();
        if (!code) {
            truncated();
        } else if (done == MostInstructions) {
            fail(ErrorCode::FileTooLarge, "byte " + std::to_string(m_instruction),
                "a state dict does not take so many instructions.");
        } else if (*code != Stop) {
            step(*code);
        } else if (m_stack.size() != 1 || !m_marks.empty()) {
            damaged("the pickle does not end with one value.");
        } else {
            m_pickle.m_root = m_stack.back();
            m_pickle.m_size = m_cursor.position();
            return std::move(m_pickle);
        }
    }
    return Unexpected(*m_error);
}

bool PickleMachine::step(std::uint8_t code) {
    switch (code) {
    case Protocol:
        return withOperand<std::uint8_t>([&](std::uint8_t version) {
            return version <= NewestProtocol || damaged("the pickle is of a newer protocol.");
        });
    case Frame:
        return withOperand<std::uint64_t>([](std::uint64_t) { return true; });
    case Mark:
        m_marks.push_back(m_stack.size());
        return true;
    case Pop:
        return pop().has_value();
    case PopMark:
        return popToMark().has_value();
    case None:
        return push(std::monostate{});
    case True:
    case False:
        return push(code == True);
    case BinInt:
    case BinInt1:
    case BinInt2:
    case Long1:
    case BinFloat:
        return number(code);
    case BinString:
    case ShortBinString:
    case BinUnicode:
    case ShortBinUnicode:
    case BinUnicode8:
        return text(code);
    case EmptyDict:
    case EmptyList:
    case EmptyTuple:
    case List:
    case Dict:
    case Tuple:
    case Tuple1:
    case Tuple2:
    case Tuple3:
        return container(code);
    case Append:
    case Appends:
    case SetItem:
    case SetItems:
        return store(code);
    case BinPut:
    case LongBinPut:
    case Memoize:
    case BinGet:
    case LongBinGet:
    case Dup:
        return memo(code);
    default:
        return object(code);
    }
}

bool PickleMachine::number(std::uint8_t code) {
    const auto pushNumber = [this](auto value) { return push(static_cast<std::int64_t>(value)); };
    switch (code) {
    case BinInt:
        return withOperand<std::int32_t>(pushNumber);
    case BinInt1:
        return withOperand<std::uint8_t>(pushNumber);
    case BinInt2:
        return withOperand<std::uint16_t>(pushNumber);
    case BinFloat: // the only big-endian number of the format
        return withOperand<std::uint64_t>([this](std::uint64_t bits) {
            return push(std::bit_cast<double>(__builtin_bswap64(bits)));
        });
    default: // Long1: a count, then that many bytes of two's complement
        return withOperand<std::uint8_t>([this](std::uint8_t count) {
            const auto bytes = m_cursor.take(count);
            if (!bytes) {
                return truncated();
            }
            if (count > sizeof(std::int64_t)) {
                return damaged("a number has more than 64 bits.");
            }
            const bool negative = count > 0 && std::to_integer<int>(bytes->back()) >= 0x80;
            std::int64_t value = negative ? -1 : 0;
            std::memcpy(&value, bytes->data(), count);
            return push(value);
        });
    }
}

bool PickleMachine::text(std::uint8_t code) {
    const auto pushText = [this](auto count) {
        const auto string = m_cursor.takeText(count);
        return string ? push(*string) : truncated();
    };
    switch (code) {
    case ShortBinString:
    case ShortBinUnicode:
        return withOperand<std::uint8_t>(pushText);
    case BinUnicode8:
        return withOperand<std::uint64_t>(pushText);
    default:
        return withOperand<std::uint32_t>(pushText);
    }
}

bool PickleMachine::container(std::uint8_t code) {
    const auto asList
        = [this](std::optional<Values> items) { return items && pushList(std::move(*items)); };
    switch (code) {
    case EmptyList:
    case EmptyTuple:
        return pushList({});
    case EmptyDict:
        return pushDict();
    case Dict: {
        const auto items = popToMark();
        return items && pushDict() && setItems(*items);
    }
    case Tuple1:
        return asList(popTop(1));
    case Tuple2:
        return asList(popTop(2));
    case Tuple3:
        return asList(popTop(3));
    default: // List and Tuple
        return asList(popToMark());
    }
}

bool PickleMachine::store(std::uint8_t code) {
    const auto items = code == Append ? popTop(1) : code == SetItem ? popTop(2) : popToMark();
    if (!items) {
        return false;
    }
    return code == Append || code == Appends ? append(*items) : setItems(*items);
}

bool PickleMachine::append(const Values& items) {
    const auto* list = m_stack.empty() ? nullptr : std::get_if<PickledList>(&m_stack.back());
    if (!list) {
        return damaged("something is appended to what is no list.");
    }
    auto& elements = m_pickle.m_lists[list->index];
    elements.insert(elements.end(), items.begin(), items.end());
    return true;
}

bool PickleMachine::setItems(const Values& keysAndValues) {
    const auto* dict = m_stack.empty() ? nullptr : std::get_if<PickledDict>(&m_stack.back());
    if (!dict || keysAndValues.size() % 2 != 0) {
        return damaged("something is set in what is no dict.");
    }
    for (std::size_t i = 0; i < keysAndValues.size(); i += 2) {
        m_pickle.m_dicts[dict->index].emplace_back(keysAndValues[i], keysAndValues[i + 1]);
    }
    return true;
}

bool PickleMachine::memo(std::uint8_t code) {
    const auto put = [this](auto slot) { return remember(slot); };
    const auto get = [this](auto slot) { return recall(slot); };
    switch (code) {
    case BinPut:
        return withOperand<std::uint8_t>(put);
    case LongBinPut:
        return withOperand<std::uint32_t>(put);
    case BinGet:
        return withOperand<std::uint8_t>(get);
    case LongBinGet:
        return withOperand<std::uint32_t>(get);
    case Memoize:
        return remember(m_memo.size());
    default: // Dup
        return m_stack.empty() ? damaged("the stack is empty.") : push(PickleValue(m_stack.back()));
    }
}

bool PickleMachine::remember(std::uint64_t slot) {
    if (m_stack.empty()) {
        return damaged("the stack is empty.");
    }
    m_memo.insert_or_assign(slot, m_stack.back());
    return true;
}

bool PickleMachine::recall(std::uint64_t slot) {
    const auto found = m_memo.find(slot);
    return found == m_memo.end() ? damaged("a value is used before it is made.")
                                 : push(found->second);
}

bool PickleMachine::object(std::uint8_t code) {
    switch (code) {
    case Global: {
        const auto module = m_cursor.takeLine();
        const auto name = module ? m_cursor.takeLine() : std::nullopt;
        return name ? global(*module, *name) : truncated();
    }
    case StackGlobal: {
        const auto names = popTop(2);
        const auto* module = names ? std::get_if<std::string_view>(&names->front()) : nullptr;
        const auto* name = names ? std::get_if<std::string_view>(&names->back()) : nullptr;
        return module && name ? global(*module, *name) : damaged("a name is no text.");
    }
    case BinPersistentId:
        return persistentId();
    case Reduce:
        return reduce();
    case Build:
        return build();
    default:
        return fail(ErrorCode::FileUnsafe, "instruction " + hexadecimal(code),
            "a state dict has no need of it.");
    }
}

bool PickleMachine::global(std::string_view module, std::string_view name) {
    if (const auto known = knownGlobal(module, name)) {
        return push(*known);
    }
    return fail(ErrorCode::FileUnsafe, std::string(module) + "." + std::string(name),
        "a state dict has no need of it, and it was not run.");
}

/// ("storage", class, key, location, elements[, view of another storage, which is None])
bool PickleMachine::persistentId() {
    const auto id = pop();
    const auto* parts = id ? listOf(*id) : nullptr;
    if (!parts || parts->size() < 5 || parts->size() > 6) {
        return damaged("a storage is not described as PyTorch does.");
    }
    const auto* kind = std::get_if<std::string_view>(&(*parts)[0]);
    const auto* type = std::get_if<DataType>(&(*parts)[1]);
    const auto* key = std::get_if<std::string_view>(&(*parts)[2]);
    const auto* elements = std::get_if<std::int64_t>(&(*parts)[4]);
    const bool whole = parts->size() == 5 || std::holds_alternative<std::monostate>((*parts)[5]);
    if (!kind || *kind != "storage" || !type || !key || !elements || *elements < 0 || !whole) {
        return damaged("a storage is not described as PyTorch does.");
    }
    m_pickle.m_storages.push_back({*type, *key, *elements});
    return push(PickledStorageHandle{m_pickle.m_storages.size() - 1});
}

bool PickleMachine::reduce() {
    const auto operands = popTop(2);
    const auto* callee = operands ? std::get_if<PickledGlobal>(&operands->front()) : nullptr;
    const auto* list = operands ? listOf(operands->back()) : nullptr;
    if (!callee || !list || list->size() > MostArguments) {
        return damaged("a call has no function or not its arguments.");
    }
    const auto arguments = *list; // a copy: making an object moves the lists
    switch (*callee) {
    case PickledGlobal::OrderedDict:
        return arguments.empty() ? pushDict() : damaged("OrderedDict is filled in an unknown way.");
    case PickledGlobal::RebuildTensor:
        return rebuildTensor(arguments, /*second=*/false);
    case PickledGlobal::RebuildTensorV2:
        return rebuildTensor(arguments, /*second=*/true);
    case PickledGlobal::RebuildParameter:
        return rebuildParameter(arguments);
    }
    return false;
}

/// (storage, offset, shape, strides), and in the second version (…, needs gradient, hooks[,
/// metadata])
bool PickleMachine::rebuildTensor(const Values& arguments, bool second) {
    const bool counted
        = second ? arguments.size() == 6 || arguments.size() == 7 : arguments.size() == 4;
    const auto* handle = counted ? std::get_if<PickledStorageHandle>(&arguments[0]) : nullptr;
    const auto* offset = counted ? std::get_if<std::int64_t>(&arguments[1]) : nullptr;
    auto shape = counted ? integersOf(arguments[2]) : std::nullopt;
    auto strides = counted ? integersOf(arguments[3]) : std::nullopt;
    if (!handle || !offset || !shape || !strides) {
        return damaged("a tensor is not described as PyTorch does.");
    }
    m_pickle.m_tensors.push_back(
        {m_pickle.storage(*handle), *offset, std::move(*shape), std::move(*strides)});
    return push(PickledTensorHandle{m_pickle.m_tensors.size() - 1});
}

/// (tensor, needs gradient, hooks)
bool PickleMachine::rebuildParameter(const Values& arguments) {
    if (arguments.size() != 3 || !std::holds_alternative<PickledTensorHandle>(arguments[0])) {
        return damaged("a parameter is not described as PyTorch does.");
    }
    return push(arguments[0]);
}

/// Attributes of a dict (a state dict's _metadata) are of no use here; nothing else may have any.
bool PickleMachine::build() {
    if (!pop()) {
        return false;
    }
    return (!m_stack.empty() && std::holds_alternative<PickledDict>(m_stack.back()))
        || damaged("attributes are set on what is no dict.");
}

bool PickleMachine::push(const PickleValue& value) {
    m_stack.push_back(value);
    return true;
}

bool PickleMachine::pushList(Values items) {
    m_pickle.m_lists.push_back(std::move(items));
    return push(PickledList{m_pickle.m_lists.size() - 1});
}

bool PickleMachine::pushDict() {
    m_pickle.m_dicts.emplace_back();
    return push(PickledDict{m_pickle.m_dicts.size() - 1});
}

std::optional<PickleValue> PickleMachine::pop() {
    const auto top = popTop(1);
    return top ? std::optional(top->front()) : std::nullopt;
}

std::optional<PickleMachine::Values> PickleMachine::popToMark() {
    if (m_marks.empty()) {
        damaged("a mark is missing.");
        return std::nullopt;
    }
    const auto count = m_stack.size() - m_marks.back();
    m_marks.pop_back();
    return popTop(count);
}

std::optional<PickleMachine::Values> PickleMachine::popTop(std::size_t count) {
    const auto floor = m_marks.empty() ? 0 : m_marks.back();
    if (m_stack.size() - floor < count) {
        damaged("the stack is empty.");
        return std::nullopt;
    }
    const auto first = m_stack.end() - static_cast<std::ptrdiff_t>(count);
    Values values(first, m_stack.end());
    m_stack.erase(first, m_stack.end());
    return values;
}

const PickleMachine::Values* PickleMachine::listOf(const PickleValue& value) const {
    const auto* list = std::get_if<PickledList>(&value);
    return list ? &m_pickle.m_lists[list->index] : nullptr;
}

std::optional<std::vector<std::int64_t>> PickleMachine::integersOf(const PickleValue& value) const {
    const auto* list = listOf(value);
    if (!list || list->size() > MostDimensions) {
        return std::nullopt;
    }
    std::vector<std::int64_t> integers;
    for (const auto& element : *list) {
        const auto* integer = std::get_if<std::int64_t>(&element);
        if (!integer) {
            return std::nullopt;
        }
        integers.push_back(*integer);
    }
    return integers;
}

template <typename T, typename Action>
bool PickleMachine::withOperand(const Action& action) {
    const auto operand = m_cursor.read<T>();
    return operand ? action(*operand) : truncated();
}

bool PickleMachine::fail(ErrorCode code, const std::string& place, const std::string& why) {
    if (!m_error) {
        m_error = Error{code, m_file, place, m_file + ": " + place + ": " + why};
    }
    return false;
}

bool PickleMachine::damaged(const std::string& why) {
    return fail(ErrorCode::FileDamaged, "byte " + std::to_string(m_instruction), why);
}

bool PickleMachine::truncated() {
    return fail(ErrorCode::FileTruncated, "byte " + std::to_string(m_instruction),
        "the pickle ends inside an instruction.");
}

} // namespace vitrine::formats
