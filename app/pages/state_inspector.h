#pragma once

#include <QStringList>
#include <QWidget>

#include "widgets/common/parented_ptr.h"

class QFrame;
class QLabel;
class QVBoxLayout;

namespace vitrine::app {

/// The right column of the Layers lens for a model without attention: how one neuron came to its
/// state at one token.
class StateInspector : public QWidget {
    Q_OBJECT
public:
    explicit StateInspector(QWidget* parent);

    /// `lines` as stateDerivation() makes them; empty shows what to do.
    void setDerivation(const QString& token, int neuron, const QStringList& lines);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void applyTheme();

    QString m_token;
    int m_neuron = 0;
    QStringList m_lines;
    widgets::parented_ptr<QVBoxLayout> m_layout;
    widgets::parented_ptr<QLabel> m_title;
    widgets::parented_ptr<QLabel> m_what;
    widgets::parented_ptr<QFrame> m_frame;
    widgets::parented_ptr<QLabel> m_formula;
};

} // namespace vitrine::app
