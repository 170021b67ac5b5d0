#include <QTest>

#include "app/workspace/moved_marks.h"

using namespace vitrine;
using namespace vitrine::app;

class TestMovedMarks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksMoveAlong_data();
    void marksMoveAlong();
};

void TestMovedMarks::marksMoveAlong_data() {
    using Ids = std::vector<TokenId>;
    QTest::addColumn<std::vector<TokenId>>("before");
    QTest::addColumn<std::vector<TokenId>>("after");
    QTest::addColumn<std::set<int>>("marks");
    QTest::addColumn<std::set<int>>("moved");
    const std::set<int> all{0, 1, 2, 3};
    QTest::newRow("nothing changes") << Ids{5, 6, 7, 8} << Ids{5, 6, 7, 8} << all << all;
    QTest::newRow("a token is added at the end")
        << Ids{5, 6, 7, 8} << Ids{5, 6, 7, 8, 9} << all << all;
    QTest::newRow("one is put in the middle")
        << Ids{5, 6, 7, 8} << Ids{5, 6, 9, 7, 8} << all << std::set<int>{0, 1, 3, 4};
    QTest::newRow("one is taken out")
        << Ids{5, 6, 7, 8} << Ids{5, 7, 8} << all << std::set<int>{0, 1, 2};
    QTest::newRow("one is replaced")
        << Ids{5, 6, 7, 8} << Ids{5, 9, 7, 8} << all << std::set<int>{0, 2, 3};
    QTest::newRow("one of two alike is taken out")
        << Ids{5, 5} << Ids{5} << std::set<int>{0, 1} << std::set<int>{0};
    QTest::newRow("one of three alike is added")
        << Ids{5, 5} << Ids{5, 5, 5} << std::set<int>{1} << std::set<int>{1};
    QTest::newRow("all is gone") << Ids{5, 6, 7, 8} << Ids{} << all << std::set<int>{};
    QTest::newRow("marks beyond the end")
        << Ids{5} << Ids{5, 6} << std::set<int>{7} << std::set<int>{};
}

void TestMovedMarks::marksMoveAlong() {
    QFETCH(const std::vector<TokenId>, before);
    QFETCH(const std::vector<TokenId>, after);
    QFETCH(const std::set<int>, marks);
    QFETCH(const std::set<int>, moved);
    QVERIFY(movedMarks(marks, before, after) == moved);
}

QTEST_APPLESS_MAIN(TestMovedMarks)
#include "tst_moved_marks.moc"
