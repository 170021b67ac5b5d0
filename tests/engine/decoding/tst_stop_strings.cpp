#include <QtTest>

#include "engine/decoding/stop_strings.h"

using vitrine::decoding::StopStrings;

class TestStopStrings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesTheTextBefore_data();
    void givesTheTextBefore();
    void holdsBackOnlyWhatMayBegin();
    void whatWasHeldBackComesInTheEnd();
};

void TestStopStrings::givesTheTextBefore_data() {
    QTest::addColumn<std::vector<std::string>>("stops");
    QTest::addColumn<std::vector<std::string>>("pieces");
    QTest::addColumn<std::string>("text");
    QTest::addColumn<bool>("found");
    using Strings = std::vector<std::string>;
    QTest::newRow("inside a piece") << Strings{"b"} << Strings{"abc"} << std::string("a") << true;
    QTest::newRow("across pieces")
        << Strings{"\n\n"} << Strings{"a\n", "\nb"} << std::string("a") << true;
    QTest::newRow("across three") << Strings{"END"} << Strings{"xE", "N", "Dy"} << std::string("x")
                                  << true;
    QTest::newRow("false start") << Strings{"END"} << Strings{"xE", "N", "Ey"}
                                 << std::string("xENEy") << false;
    QTest::newRow("start within a false start")
        << Strings{"aab"} << Strings{"a", "a", "a", "b"} << std::string("a") << true;
    QTest::newRow("the earliest of two")
        << Strings{"c", "b"} << Strings{"abc"} << std::string("a") << true;
    QTest::newRow("at the very beginning")
        << Strings{"a"} << Strings{"abc"} << std::string() << true;
    QTest::newRow("Chinese") << Strings{"。"} << Strings{"床前", "明月光。疑是"}
                             << std::string("床前明月光") << true;
    QTest::newRow("empty strings stop nothing")
        << Strings{""} << Strings{"abc"} << std::string("abc") << false;
    QTest::newRow("none") << Strings{} << Strings{"abc"} << std::string("abc") << false;
    QTest::newRow("nothing after it")
        << Strings{"b"} << Strings{"ab", "c"} << std::string("a") << true;
}

void TestStopStrings::givesTheTextBefore() {
    QFETCH(std::vector<std::string>, stops);
    QFETCH(std::vector<std::string>, pieces);
    QFETCH(std::string, text);
    QFETCH(bool, found);
    StopStrings watcher(stops);
    std::string result;
    for (const auto& piece : pieces) {
        result += watcher.push(piece);
    }
    result += watcher.finish();
    QCOMPARE(result, text);
    QCOMPARE(watcher.found(), found);
}

void TestStopStrings::holdsBackOnlyWhatMayBegin() {
    StopStrings watcher({"END"});
    QCOMPARE(watcher.push("abcE"), std::string("abc"));
    QCOMPARE(watcher.push("N"), std::string());
    QCOMPARE(watcher.push("N"), std::string("ENN"));
}

void TestStopStrings::whatWasHeldBackComesInTheEnd() {
    StopStrings watcher({"END"});
    QCOMPARE(watcher.push("xEN"), std::string("x"));
    QCOMPARE(watcher.finish(), std::string("EN"));
    QVERIFY(!watcher.found());
}

QTEST_GUILESS_MAIN(TestStopStrings)
#include "tst_stop_strings.moc"
