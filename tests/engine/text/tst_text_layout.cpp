#include <QtTest>

#include "engine/text/text_layout.h"

using namespace vitrine;
using text::PairLengths;
using text::TextLayout;

namespace {

const TextLayout Bert{.before = {2}, .after = {3}, .between = {3}, .secondSegment = 1};
const TextLayout Roberta{.before = {0}, .after = {2}, .between = {2, 2}, .secondSegment = 0};
const std::vector<TokenId> First{10, 11};
const std::vector<TokenId> Second{20};

} // namespace

class TestTextLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void laysOutOneText();
    void laysOutTwoTexts();
    void cutsTheLongerFirst_data();
    void cutsTheLongerFirst();
};

void TestTextLayout::laysOutOneText() {
    QCOMPARE(Bert.single(First), (SegmentedIds{{2, 10, 11, 3}, {0, 0, 0, 0}}));
    QCOMPARE(Bert.size(), 2U);
    QCOMPARE(TextLayout().single(First), (SegmentedIds{{10, 11}, {0, 0}}));
}

void TestTextLayout::laysOutTwoTexts() {
    QCOMPARE(Bert.pair(First, Second), (SegmentedIds{{2, 10, 11, 3, 20, 3}, {0, 0, 0, 0, 1, 1}}));
    QCOMPARE(Bert.pairSize(), 3U);
    QCOMPARE(Roberta.pair(First, Second),
        (SegmentedIds{{0, 10, 11, 2, 2, 20, 2}, {0, 0, 0, 0, 0, 0, 0}}));
    QCOMPARE(Roberta.pairSize(), 4U);
}

void TestTextLayout::cutsTheLongerFirst_data() {
    // As Hugging Face tokenizers cuts them; see also the pairs under cases/masked of engine/api.
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::addColumn<int>("room");
    QTest::addColumn<int>("keptOfFirst");
    QTest::addColumn<int>("keptOfSecond");
    QTest::newRow("both fit") << 3 << 4 << 7 << 3 << 4;
    QTest::newRow("first longer") << 9 << 2 << 7 << 5 << 2;
    QTest::newRow("second longer") << 2 << 9 << 7 << 2 << 5;
    QTest::newRow("both long, second longer") << 8 << 9 << 7 << 3 << 4;
    QTest::newRow("both long, first longer") << 9 << 8 << 7 << 4 << 3;
    QTest::newRow("equal") << 9 << 9 << 7 << 3 << 4;
    QTest::newRow("no room") << 2 << 3 << 0 << 0 << 0;
}

void TestTextLayout::cutsTheLongerFirst() {
    QFETCH(int, first);
    QFETCH(int, second);
    QFETCH(int, room);
    QFETCH(int, keptOfFirst);
    QFETCH(int, keptOfSecond);
    const auto size = [](int count) { return static_cast<std::size_t>(count); };
    QCOMPARE(text::longestFirst({size(first), size(second)}, size(room)),
        (PairLengths{size(keptOfFirst), size(keptOfSecond)}));
}

QTEST_GUILESS_MAIN(TestTextLayout)
#include "tst_text_layout.moc"
