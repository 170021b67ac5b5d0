#pragma once

#include "app/workspace/mask_answer.h"
#include "widgets/common/card.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/generation/context_view.h"

class QLabel;
class QTableView;

namespace vitrine::widgets {
class ContextContrastModel;
}

namespace vitrine::app {

class Laboratory;

/// What a GPT, which sees only what stands before a token, and the BERT under glass, which sees
/// both sides, expect in the same place. The GPT is the built-in one of the text's language.
class ContextContrastCard : public widgets::Card {
    Q_OBJECT
public:
    ContextContrastCard(Laboratory& laboratory, QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTable();
    /// As high as the table has room for, within limits.
    void fitRows();
    void follow();
    void askLeft();
    void showLeft(const widgets::ContextView& view);
    void showBoth(const MaskAnswer& answer);
    void retranslate();

    Laboratory& m_laboratory;
    widgets::ContextView m_left; ///< what is known of it before its answer
    widgets::ContextView m_both; ///< likewise
    QString m_word;
    widgets::parented_ptr<QLabel> m_missing;
    widgets::parented_ptr<QTableView> m_table;
    widgets::parented_ptr<widgets::ContextContrastModel> m_model;
};

} // namespace vitrine::app
