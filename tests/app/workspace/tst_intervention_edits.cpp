#include <QTest>

#include "app/workspace/intervention_edits.h"

using namespace vitrine;
using namespace vitrine::app;
using Kind = HeadAblation::Kind;

class TestInterventionEdits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void switchesHeads() {
        Interventions edited;
        toggle(edited, {2, 1});
        toggle(edited, {0, 3});
        QCOMPARE(switchedOff(edited), (std::set<HeadIndex>{{0, 3}, {2, 1}}));
        switchOff(edited, {2, 1}, Kind::Mean);
        QCOMPARE(
            edited.heads, (std::vector<HeadAblation>{{{0, 3}, Kind::Zero}, {{2, 1}, Kind::Mean}}));
        toggle(edited, {2, 1});
        switchOn(edited, {0, 3});
        QVERIFY(edited.empty());
    }

    void switchesALayer() {
        Interventions edited;
        switchOff(edited, {1, 1}, Kind::Zero);
        switchLayerOff(edited, 1, 3, Kind::Mean);
        QCOMPARE(edited.heads.size(), std::size_t(3));
        for (const auto& ablation : edited.heads) {
            QCOMPARE(ablation.kind, Kind::Mean);
        }
    }

    void editsTheMask() {
        Interventions edited;
        editMask(edited, {4, 2, MaskEdit::Kind::Forbid, std::nullopt});
        editMask(edited, {4, 2, MaskEdit::Kind::Force, HeadIndex{0, 1}});
        editMask(edited, {4, 2, MaskEdit::Kind::Force, std::nullopt});
        editMask(edited, {9, 2, MaskEdit::Kind::Force, std::nullopt});
        QCOMPARE(edited.mask.size(), std::size_t(3)); // one for each pair and head
        QCOMPARE(edited.mask[1].kind, MaskEdit::Kind::Force);
        QCOMPARE(within(edited, 9).mask.size(), std::size_t(2));
        QCOMPARE(within(edited, 10), edited);
        editMask(edited, {9, 2, MaskEdit::Kind::Force, HeadIndex{1, 0}});
        switchOff(edited, {0, 2}, Kind::Zero);
        keepHeads(edited, 1, 2);
        QVERIFY(edited.heads.empty());
        QCOMPARE(edited.mask.size(), std::size_t(3));
        forgetMask(edited, 9, 2);
        forgetMask(edited, 4, 2);
        QVERIFY(edited.empty());
    }
};

QTEST_APPLESS_MAIN(TestInterventionEdits)
#include "tst_intervention_edits.moc"
