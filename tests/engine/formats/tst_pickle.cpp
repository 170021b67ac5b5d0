#include <QtTest>

#include "engine/formats/pickle.h"

using namespace vitrine;
using namespace vitrine::formats;
using namespace std::string_literals;

namespace {

const std::string File = "data.pkl";

/// `program` must outlive what is read: texts are pieces of it.
Expected<Pickle> read(std::string_view program) {
    return Pickle::read(std::as_bytes(std::span(program)), File);
}

/// torch.save's description of a float storage "0" of four elements, by protocol 2.
const std::string Storage = "(X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\0"s
                            "0X\x03\0\0\0cpuK\x04tQ"s;

} // namespace

class TestPickle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBasicValues_data();
    void readsBasicValues();
    void readsContainers();
    void readsATensor();
    void readsAParameter();
    void readsProtocol4();
    void leavesWhatFollows();
    void refusesEveryOtherGlobal_data();
    void refusesEveryOtherGlobal();
    void refuses_data();
    void refuses();
    void refusesEveryPrefixOfAPickle();
    void endsAtTheInstructionLimit();
};

void TestPickle::readsBasicValues_data() {
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char* name, const std::string& program, const char* value) {
        QTest::newRow(name) << QByteArray::fromStdString(program) << QByteArray(value);
    };
    row("None", "N.", "None");
    row("True", "\x80\x02\x88.", "True");
    row("False", "\x80\x02\x89.", "False");
    row("BININT1", "K\xff.", "255");
    row("BININT2", "M\x01\x02.", "513");
    row("BININT", "J\xfe\xff\xff\xff.", "-2");
    row("LONG1 of no bytes", "\x8a\0."s, "0");
    row("LONG1", "\x8a\x03\0\0\x80."s, "-8388608");
    row("LONG1 of 64 bits", "\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f.", "9223372036854775807");
    row("BINFLOAT", "G\x3f\xf8\0\0\0\0\0\0."s, "1.5");
    row("BINUNICODE", "X\x03\0\0\0\xe8\xaf\x8d."s, "\xe8\xaf\x8d");
    row("SHORT_BINUNICODE", "\x8c\x02hi.", "hi");
    row("BINUNICODE8", "\x8d\x02\0\0\0\0\0\0\0hi."s, "hi");
    row("BINSTRING", "T\x02\0\0\0hi."s, "hi");
    row("SHORT_BINSTRING", "U\x02hi.", "hi");
    row("memo",
        "K\x05q\x01"s
        "0h\x01.",
        "5");
    row("long memo",
        "K\x05r\0\x01\0\0"s
        "0j\0\x01\0\0."s,
        "5");
    row("MEMOIZE",
        "K\x05\x94"s
        "0h\0."s,
        "5");
    row("POP_MARK",
        "K\x05(K\x06K\x07"s
        "1.",
        "5");
    row("frame", "\x80\x04\x95\x03\0\0\0\0\0\0\0K\x05."s, "5");
}

void TestPickle::readsBasicValues() {
    QFETCH(QByteArray, program);
    QFETCH(QByteArray, value);
    const auto bytes = program.toStdString();
    const auto pickle = read(bytes);
    QVERIFY2(pickle, pickle ? "" : pickle.error().detail.c_str());
    const auto& root = pickle->root();
    QByteArray text;
    if (std::holds_alternative<std::monostate>(root)) {
        text = "None";
    } else if (const auto* flag = std::get_if<bool>(&root)) {
        text = *flag ? "True" : "False";
    } else if (const auto* integer = std::get_if<std::int64_t>(&root)) {
        text = QByteArray::number(static_cast<qlonglong>(*integer));
    } else if (const auto* number = std::get_if<double>(&root)) {
        text = QByteArray::number(*number);
    } else if (const auto* string = std::get_if<std::string_view>(&root)) {
        text = QByteArray(string->data(), static_cast<qsizetype>(string->size()));
    }
    QCOMPARE(text, value);
}

void TestPickle::readsContainers() {
    // {"a": [1, (2, 3)], "b": OrderedDict()}
    const auto program = "\x80\x02}(X\x01\0\0\0a](K\x01K\x02K\x03\x86"s
                         "eX\x01\0\0\0"s
                         "bccollections\nOrderedDict\n)Ru."s;
    const auto pickle = read(program);
    QVERIFY2(pickle, pickle ? "" : pickle.error().detail.c_str());
    const auto members = pickle->members(std::get<PickledDict>(pickle->root()));
    QCOMPARE(members.size(), 2U);
    QCOMPARE(std::get<std::string_view>(members[0].first), "a");
    const auto list = pickle->elements(std::get<PickledList>(members[0].second));
    QCOMPARE(list.size(), 2U);
    QCOMPARE(std::get<std::int64_t>(list[0]), 1);
    QCOMPARE(pickle->elements(std::get<PickledList>(list[1])).size(), 2U);
    QVERIFY(pickle->members(std::get<PickledDict>(members[1].second)).empty());
}

void TestPickle::readsATensor() {
    const auto program = "\x80\x02"
                         "ctorch._utils\n_rebuild_tensor_v2\n("
        + Storage + "K\x01K\x01K\x03\x86K\x03K\x01\x86\x89" + "ccollections\nOrderedDict\n)RtR.";
    const auto pickle = read(program);
    QVERIFY2(pickle, pickle ? "" : pickle.error().detail.c_str());
    const auto& tensor = pickle->tensor(std::get<PickledTensorHandle>(pickle->root()));
    QCOMPARE(tensor.storage.type, DataType::Float32);
    QCOMPARE(tensor.storage.key, "0");
    QCOMPARE(tensor.storage.elements, 4);
    QCOMPARE(tensor.offset, 1);
    QCOMPARE(tensor.shape, (std::vector<std::int64_t>{1, 3}));
    QCOMPARE(tensor.strides, (std::vector<std::int64_t>{3, 1}));
    QCOMPARE(pickle->storages().size(), 1U);
}

void TestPickle::readsAParameter() {
    const auto program = "ctorch._utils\n_rebuild_parameter\n(ctorch._utils\n_rebuild_tensor\n("
        + Storage + "K\x00K\x04\x85K\x01\x85tR\x88"s + "ccollections\nOrderedDict\n)RtR.";
    const auto pickle = read(program);
    QVERIFY2(pickle, pickle ? "" : pickle.error().detail.c_str());
    const auto& tensor = pickle->tensor(std::get<PickledTensorHandle>(pickle->root()));
    QCOMPARE(tensor.shape, (std::vector<std::int64_t>{4}));
}

void TestPickle::readsProtocol4() {
    // pickle.dumps(OrderedDict(), protocol=4)
    const auto program = "\x80\x04\x95\x22\0\0\0\0\0\0\0\x8c\x0b"s
                         "collections\x94\x8c\x0bOrderedDict\x94\x93\x94)R\x94."s;
    const auto pickle = read(program);
    QVERIFY2(pickle, pickle ? "" : pickle.error().detail.c_str());
    QVERIFY(std::holds_alternative<PickledDict>(pickle->root()));
}

void TestPickle::leavesWhatFollows() {
    const auto pickle = read("K\x05.more");
    QCOMPARE(pickle->size(), 3U);
}

void TestPickle::refusesEveryOtherGlobal_data() {
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const std::string& program, const char* place) {
        QTest::newRow(place) << QByteArray::fromStdString(program) << QByteArray(place);
    };
    row("cposix\nsystem\n(X\x0a\0\0\0touch /tmptR."s, "posix.system");
    row("c__builtin__\neval\n(X\x01\0\0\0"s
        "1tR."s,
        "__builtin__.eval");
    row("cbuiltins\nexec\n)R.", "builtins.exec");
    row("\x80\x04\x8c\x02os\x94\x8c\x06system\x94\x93.", "os.system");
    row("ctorch\nload\n)R.", "torch.load");
    row("ctorch._utils\n_rebuild_qtensor\n)R.", "torch._utils._rebuild_qtensor");
    row("ctorch\nComplexFloatStorage\n.", "torch.ComplexFloatStorage");
    row("ccollections\ndefaultdict\n.", "collections.defaultdict");
    row("(S'x'\nios\nsystem\n.", "instruction 0x53"); // STRING of protocol 0 comes first
    row("(ios\nsystem\n.", "instruction 0x69"); // INST
    row("(o.", "instruction 0x6f"); // OBJ
    row(")\x81.", "instruction 0x81"); // NEWOBJ
    row("\x82\x01.", "instruction 0x82"); // EXT1
    row("Pid\n.", "instruction 0x50"); // PERSID
}

void TestPickle::refusesEveryOtherGlobal() {
    QFETCH(QByteArray, program);
    QFETCH(QByteArray, place);
    const auto pickle = read(program.toStdString());
    QVERIFY(!pickle);
    QCOMPARE(pickle.error().code, ErrorCode::FileUnsafe);
    QCOMPARE(pickle.error().subject, File);
    QCOMPARE(QByteArray::fromStdString(pickle.error().place), place);
}

void TestPickle::refuses_data() {
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char* name, const std::string& program, const char* place) {
        QTest::newRow(name) << QByteArray::fromStdString(program) << QByteArray(place);
    };
    row("nothing to return", ".", "byte 0");
    row("two values", "NN.", "byte 2");
    row("an open mark", "N(.", "byte 2");
    row("pop from nothing", "0", "byte 0");
    row("pop below a mark", "N(0", "byte 2");
    row("tuple without a mark", "Nt.", "byte 1");
    row("memo never filled", "h\x07.", "byte 0");
    row("memo of nothing", "q\x07.", "byte 0");
    row("append to a number", "K\x01Na.", "byte 3");
    row("items of a list", "]NNs.", "byte 3");
    row("a key without a value", "}(Nu.", "byte 3");
    row("a call of a number", "K\x01)R.", "byte 3");
    row("a call without a tuple", "ccollections\nOrderedDict\nNR.", "byte 26");
    row("a dict made of pairs", "ccollections\nOrderedDict\n]\x85R.", "byte 27");
    row("a tensor without arguments", "ctorch._utils\n_rebuild_tensor_v2\n)R.", "byte 34");
    row("a parameter of None", "ctorch._utils\n_rebuild_parameter\nNNN\x87R.", "byte 37");
    row("a storage that is a number", "K\x01Q.", "byte 2");
    row("a storage view", Storage.substr(0, Storage.size() - 2) + "N)\x86tQ.", "byte 53");
    row("attributes of a number", "K\x01Nb.", "byte 3");
    row("a number of 128 bits", "\x8a\x10" + std::string(16, 'x') + ".", "byte 0");
    row("protocol 5", "\x80\x05N.", "byte 0");
}

void TestPickle::refuses() {
    QFETCH(QByteArray, program);
    QFETCH(QByteArray, place);
    const auto pickle = read(program.toStdString());
    QVERIFY(!pickle);
    QCOMPARE(pickle.error().code, ErrorCode::FileDamaged);
    QCOMPARE(QByteArray::fromStdString(pickle.error().place), place);
}

void TestPickle::refusesEveryPrefixOfAPickle() {
    const auto whole = "\x80\x02}(X\x01\0\0\0actorch._utils\n_rebuild_tensor\n("s + Storage
        + "K\x00K\x04\x85K\x01\x85tRX\x01\0\0\0bG\x3f\xf8\0\0\0\0\0\0u."s;
    QVERIFY(read(whole));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto pickle = read(whole.substr(0, length));
        QVERIFY(!pickle);
        QCOMPARE(pickle.error().code, ErrorCode::FileTruncated);
    }
}

void TestPickle::endsAtTheInstructionLimit() {
    const auto pickle = read(std::string(5'000'000, ']'));
    QVERIFY(!pickle);
    QCOMPARE(pickle.error().code, ErrorCode::FileTooLarge);
}

QTEST_GUILESS_MAIN(TestPickle)
#include "tst_pickle.moc"
