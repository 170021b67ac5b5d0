#pragma once

#include <QWidget>

#include "app/workspace/model_shelf.h"
#include "widgets/common/parented_ptr.h"

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace vitrine::app {

/// The models that stand side by side: switch them off and on, add further n-gram models of the
/// same counts, count an own text, open an ARPA file.
class ComparedModelsPanel : public QWidget {
    Q_OBJECT
public:
    ComparedModelsPanel(ModelShelf& shelf, QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectControls();
    void follow();
    void followBusy();
    void fillNetworks();
    void chooseText();
    void chooseArpa();
    void retranslate();
    void applyTheme();

    ModelShelf& m_shelf;
    widgets::parented_ptr<QLabel> m_title;
    widgets::parented_ptr<QListWidget> m_list;
    widgets::parented_ptr<QSpinBox> m_order;
    widgets::parented_ptr<QComboBox> m_smoothing;
    widgets::parented_ptr<QPushButton> m_add;
    widgets::parented_ptr<QPushButton> m_network;
    widgets::parented_ptr<QPushButton> m_train;
    widgets::parented_ptr<QPushButton> m_arpa;
    widgets::parented_ptr<QPushButton> m_remove;
    widgets::parented_ptr<QPushButton> m_stop;
};

} // namespace vitrine::app
