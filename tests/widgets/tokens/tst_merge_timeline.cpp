#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/tokens/merge_timeline.h"

using namespace vitrine;
using namespace vitrine::widgets;

using Moment = MergeTimeline::Moment;
using Stage = MergeTimeline::Stage;

class TestMergeTimeline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goesThroughEveryMerge_data() {
        QTest::addColumn<int>("position");
        QTest::addColumn<Moment>("moment");
        QTest::addColumn<int>("finished");
        QTest::newRow("input") << 0 << Moment{Stage::Input, -1, 0} << 0;
        QTest::newRow("normalised") << 1 << Moment{Stage::Normalized, -1, 0} << 0;
        QTest::newRow("pre-tokens") << 2 << Moment{Stage::PreTokens, -1, 0} << 0;
        QTest::newRow("first word") << 3 << Moment{Stage::Word, 0, 0} << 0;
        QTest::newRow("its last merge") << 7 << Moment{Stage::Word, 0, 4} << 0;
        QTest::newRow("second word") << 8 << Moment{Stage::Word, 1, 0} << 1;
        QTest::newRow("its last merge too") << 13 << Moment{Stage::Word, 1, 5} << 1;
        QTest::newRow("tokens") << 14 << Moment{Stage::Tokens, -1, 0} << 2;
        QTest::newRow("beyond") << 99 << Moment{Stage::Tokens, -1, 0} << 2;
    }
    void goesThroughEveryMerge() {
        QFETCH(int, position);
        const MergeTimeline timeline(gallery::byteLevelSteps()); // words of 4 and 5 merges
        QCOMPARE(timeline.count(), 15);
        QTEST(timeline.at(position), "moment");
        QTEST(timeline.finishedWords(position), "finished");
    }

    void goesThroughEveryAttempt() {
        const MergeTimeline timeline(gallery::wordPieceSteps()); // words of 14 and 1 attempts
        QCOMPARE(timeline.count(), 3 + 15 + 2 + 1);
        QCOMPARE(timeline.startOfWord(1), 18);
    }

    void goesThroughEveryPlace() {
        const MergeTimeline timeline(gallery::unigramSteps()); // a word of 5 places
        QCOMPARE(timeline.count(), 3 + 6 + 1);
        QCOMPARE(timeline.at(8), (Moment{Stage::Word, 0, 5}));
    }

    void anEmptyTextHasTheStagesAlone() {
        const MergeTimeline timeline{TokenizationSteps{}};
        QCOMPARE(timeline.count(), 4);
        QCOMPARE(timeline.at(3), (Moment{Stage::Tokens, -1, 0}));
    }
};

QTEST_APPLESS_MAIN(TestMergeTimeline)
#include "tst_merge_timeline.moc"
