#include <QTest>

#include "widgets/common/elided_label.h"

using namespace vitrine::widgets;

class TestElidedLabel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void staysOnOneLineAndGivesWay() {
        ElidedLabel label(nullptr);
        label.setText(QStringLiteral("same prompt, several seeds; click one to go on with it"));
        QCOMPARE(label.minimumSizeHint().width(), 0);
        QCOMPARE(label.sizeHint().height(), label.minimumSizeHint().height());
        QVERIFY(!label.hasHeightForWidth());
    }

    void endsInAnEllipsisWhereRoomIsShort() {
        ElidedLabel whole(nullptr);
        whole.setText(QStringLiteral("seeds…"));
        const QSize size = whole.sizeHint();
        ElidedLabel label(nullptr);
        label.setText(QStringLiteral("seeds and much more than fits"));
        for (QWidget* shown : {static_cast<QWidget*>(&whole), static_cast<QWidget*>(&label)})
            shown->resize(size);
        QCOMPARE(label.grab().toImage(), whole.grab().toImage());
    }
};

QTEST_MAIN(TestElidedLabel)
#include "tst_elided_label.moc"
