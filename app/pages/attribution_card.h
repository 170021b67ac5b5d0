#pragma once

#include "engine/values/input_attribution.h"
#include "widgets/common/card.h"
#include "widgets/common/parented_ptr.h"

class QComboBox;
class QLabel;

namespace vitrine::widgets {
class NumberTable;
class SegmentedControl;
class TokenShading;
} // namespace vitrine::widgets

namespace vitrine::app {

/// What an answer hangs on: the tokens that the model read, coloured by gradient × input or by the
/// attention of the place where the answer is read.
class AttributionCard : public widgets::Card {
    Q_OBJECT
public:
    enum View { Contributions, Attention };

    explicit AttributionCard(QWidget* parent);

    /// `subject` is what was answered.
    void setAttribution(const InputAttribution& attribution, const QString& subject);
    void clear();
    const InputAttribution& attribution() const { return m_attribution; }
    int view() const;
    void setView(int view);

Q_SIGNALS:
    void viewChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void show();
    void fillTable();
    void fillLayers();
    std::vector<double> attention() const;
    void retranslate();

    InputAttribution m_attribution;
    QString m_subject;
    widgets::parented_ptr<widgets::SegmentedControl> m_view;
    widgets::parented_ptr<QComboBox> m_layer; ///< the last entry is the mean of all layers
    widgets::parented_ptr<QLabel> m_note;
    widgets::parented_ptr<widgets::TokenShading> m_tokens;
    widgets::parented_ptr<widgets::NumberTable> m_table;
};

} // namespace vitrine::app
